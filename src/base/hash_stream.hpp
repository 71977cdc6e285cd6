#pragma once

#include "base/hash.hpp"

#include <memory>
#include <string_view>

namespace ogp {

/// SHA-256 of what comes piece by piece and need not fit in memory.
class HashStream
{
public:
    HashStream();
    ~HashStream();
    HashStream(const HashStream&) = delete;
    HashStream& operator=(const HashStream&) = delete;

    void add(std::string_view piece);
    /// Once, at the end.
    Hash finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace ogp
