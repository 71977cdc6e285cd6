#include "script.hpp"

#include "base/text.hpp"

#include <stdexcept>

namespace ogp::golden {
namespace {

bool is_escaped(std::string_view line)
{
    return !line.empty() && std::string_view{"$=#>\\"}.find(line.front()) != std::string_view::npos;
}

void drop_empty_end(std::vector<std::string>& lines)
{
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
}

class Reader
{
public:
    Script read(std::string_view text)
    {
        for (const std::string_view line : split(text, '\n')) {
            ++m_line;
            take(std::string{line});
        }
        finish();
        drop_empty_end(m_pending);
        m_script.after = std::move(m_pending);
        return std::move(m_script);
    }

private:
    [[noreturn]] void refuse(const std::string& what) const
    {
        throw std::runtime_error("line " + std::to_string(m_line) + ": " + what);
    }

    Step& step()
    {
        if (m_script.steps.empty())
            refuse("no command yet");
        return m_script.steps.back();
    }

    void take(const std::string& line)
    {
        if (line.starts_with("$ ")) {
            finish();
            m_script.steps.push_back({.line = m_line, .command = line.substr(2), .out = {}, .err = {}, .before = std::move(m_pending)});
            m_pending.clear();
        } else if (line.starts_with("> ") || line == ">") {
            if (m_block != nullptr)
                refuse("a continuation belongs behind its command");
            step().command += "\n" + (line.size() > 2 ? line.substr(2) : std::string{});
        } else if (line.starts_with("= ")) {
            section(line.substr(2));
        } else if (line.starts_with('#')) {
            finish();
            if (line.starts_with("# needs "))
                m_script.needs.push_back(line.substr(8));
            m_pending.push_back(line);
        } else if (m_block != nullptr) {
            m_block->push_back(line.starts_with('\\') ? line.substr(1) : line);
        } else if (line.empty()) {
            m_pending.push_back(line);
        } else {
            refuse("neither $, =, # nor expected output: " + line);
        }
    }

    void section(const std::string& name)
    {
        finish();
        m_pending.clear();
        if (name.starts_with("exit ")) {
            const auto status = to_integer(name.substr(5));
            if (!status || *status < 0 || *status > 255)
                refuse("not an exit status: " + name);
            step().exit = static_cast<int>(*status);
            step().states_exit = true;
        } else if (name == "stdout") {
            m_block = &step().out.emplace();
        } else if (name == "stderr") {
            m_block = &step().err.emplace();
        } else {
            refuse("unknown section: " + name);
        }
    }

    /// Ends a block of output: the empty lines at its end belong to what follows.
    void finish()
    {
        if (m_block == nullptr)
            return;
        const std::size_t all = m_block->size();
        drop_empty_end(*m_block);
        m_pending.insert(m_pending.end(), all - m_block->size(), std::string{});
        m_block = nullptr;
    }

    Script m_script;
    std::vector<std::string> m_pending;
    std::vector<std::string>* m_block = nullptr;
    std::size_t m_line = 0;
};

void append_block(std::string& out, const char* name, const std::optional<std::vector<std::string>>& lines)
{
    if (!lines)
        return;
    out += std::string{"= "} + name + "\n";
    for (const std::string& line : *lines)
        out += (is_escaped(line) ? "\\" : "") + line + "\n";
}

} // namespace

Script read_script(std::string_view text)
{
    return Reader{}.read(text);
}

std::string write_script(const Script& script)
{
    std::string out;
    for (const Step& step : script.steps) {
        for (const std::string& line : step.before)
            out += line + "\n";
        bool first = true;
        for (const std::string_view line : split(step.command, '\n')) {
            out += (first ? "$ " : line.empty() ? ">" : "> ") + std::string{line} + "\n";
            first = false;
        }
        if (step.states_exit || step.exit != 0)
            out += "= exit " + std::to_string(step.exit) + "\n";
        append_block(out, "stdout", step.out);
        append_block(out, "stderr", step.err);
    }
    for (const std::string& line : script.after)
        out += line + "\n";
    return out;
}

std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    for (const std::string_view line : split(text, '\n'))
        lines.emplace_back(line);
    drop_empty_end(lines);
    return lines;
}

} // namespace ogp::golden
