#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace ogp::report {

enum class ZipMethod { Stored, Deflated };

/// A ZIP archive in memory. The same entries give the same bytes: every time is 1980-01-01 00:00, and there are no extra fields.
/// Throws Error{Io} where an entry cannot be written.
class ZipWriter
{
public:
    ZipWriter();
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    void add(const std::string& name, std::string_view content, ZipMethod method = ZipMethod::Deflated);
    /// The archive, once.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace ogp::report
