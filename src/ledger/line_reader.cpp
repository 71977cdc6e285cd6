#include "ledger/line_reader.hpp"

#include "base/text.hpp"

#include <charconv>
#include <utility>

namespace ogp::ledger {
namespace {

constexpr std::size_t longest_path = 64; // of a tree of 2^64 leaves

} // namespace

LineReader::LineReader(std::string_view text, Fault fault, Localized damaged)
    : m_text(text), m_fault(fault), m_damaged(std::move(damaged))
{
}

std::string_view LineReader::line()
{
    ++m_line;
    const auto end = m_text.find('\n');
    if (end == std::string_view::npos)
        throw damaged({"ფაილის ბოლო აკლია", "the end of the file is missing"});
    const std::string_view line = m_text.substr(0, end);
    m_text.remove_prefix(end + 1);
    return line;
}

void LineReader::expect(std::string_view wanted)
{
    if (line() != wanted)
        throw damaged(wanted.empty() ? Localized("სტრიქონი ცარიელი უნდა იყოს", "the line must be empty")
                                     : say("უნდა ეწეროს „{}“", "it must say \"{}\"", wanted));
}

std::string_view LineReader::value(std::string_view name)
{
    const std::string_view whole = line();
    if (!whole.starts_with(name) || !whole.substr(name.size()).starts_with(' '))
        throw damaged(say("უნდა იწყებოდეს სიტყვით „{}“", "it must begin with \"{}\"", name));
    return whole.substr(name.size() + 1);
}

std::string LineReader::bytes(std::string_view name)
{
    auto decoded = from_base64(value(name));
    if (!decoded)
        throw damaged({"base64 არ იკითხება", "it is no base64"});
    return std::move(*decoded);
}

std::uint64_t LineReader::number(std::string_view name)
{
    const std::string_view digits = value(name);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    // Written again, it must be the same: no sign, no zeros in front.
    if (error != std::errc{} || end != digits.data() + digits.size() || std::to_string(number) != digits)
        throw damaged({"რიცხვი არ იკითხება", "there is no number"});
    return number;
}

std::vector<Hash> LineReader::path(std::string_view after)
{
    std::vector<Hash> path;
    while (after.empty() ? !next_starts_with("\n") : !next_starts_with(after)) {
        const auto decoded = from_base64(line());
        const auto hash = decoded ? Hash::from_bytes(*decoded) : std::nullopt;
        if (!hash || path.size() == longest_path)
            throw damaged({"ჰეში არ იკითხება", "there is no hash"});
        path.push_back(*hash);
    }
    return path;
}

std::vector<std::string> LineReader::list(std::string_view name)
{
    constexpr std::size_t longest_list = 200;
    std::vector<std::string> list;
    while (next_starts_with(name)) {
        if (list.size() == longest_list)
            throw damaged(say("{}-ზე მეტია", "there are more than {}", longest_list));
        list.push_back(bytes(name));
    }
    return list;
}

std::string LineReader::note()
{
    std::string note;
    for (int i = 0; i < 5; ++i)
        note.append(line()) += '\n';
    return note;
}

Error LineReader::damaged(const Localized& reason) const
{
    return {m_fault, {fmt::format("{}, სტრიქონი {}: {}", m_damaged.ka, m_line, reason.ka),
                      fmt::format("{}, line {}: {}", m_damaged.en, m_line, reason.en)}};
}

void append_path(std::string& out, const std::vector<Hash>& path)
{
    for (const Hash& hash : path)
        out += to_base64(hash.view()) + '\n';
}

} // namespace ogp::ledger
