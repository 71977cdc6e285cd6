#pragma once

#include "cli/context.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace ogp::cli {

/// stdout and stderr of this process. What goes to stdout is gathered and written in large pieces; on a terminal it goes through
/// the pager where one is set and there is more than a screenful. Where the reader has gone (a broken pipe), the rest is dropped
/// without a word and the command keeps its own exit status.
class ProcessStreams
{
public:
    enum class Pager { Allowed, Never };
    explicit ProcessStreams(Pager pager);

    /// Valid as long as this object. Its functions throw Error{Io} where stdout cannot be written (a full disk).
    Streams streams();

private:
    void finish();
    void write_out(std::string_view text);
    void write_err(std::string_view text);
    void flush();
    bool page() const;

    std::string m_buffer;
    std::string m_pager;
    std::size_t m_width = 80;
    std::size_t m_height = 24;
    bool m_out_is_terminal = false;
    bool m_err_is_terminal = false;
    bool m_reader_gone = false;
};

} // namespace ogp::cli
