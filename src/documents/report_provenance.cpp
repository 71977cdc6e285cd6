#include "documents/report_provenance.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/zip_reader.hpp"

#include <algorithm>
#include <string>

namespace ogp::documents {
namespace {

constexpr std::size_t longest = 64 * 1024;

/// The object that begins at the first "{" of the text, to its last brace. There are no braces in its texts that do not come in
/// pairs: names of reports and parameters do not have them; where one does, what is cut is no JSON and is refused.
std::string_view object_in(std::string_view text)
{
    const std::size_t begin = text.find('{');
    if (begin == std::string_view::npos)
        return {};
    int depth = 0;
    for (std::size_t at = begin; at < text.size() && at - begin < longest; ++at) {
        depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
        if (depth == 0)
            return text.substr(begin, at - begin + 1);
    }
    return {};
}

/// A PDF holds it as hexadecimal digits, because its own texts escape more; "" where there are none.
std::string of_digits(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos)
        return {};
    const std::size_t end = std::min(text.find_first_not_of("0123456789abcdef", begin), text.size());
    const auto bytes = from_hex(text.substr(begin, end - begin));
    return bytes && bytes->starts_with('{') ? *bytes : std::string();
}

/// Quotation marks are all that markup has to escape in it (report/provenance.hpp).
std::string without_escapes(std::string_view text)
{
    constexpr std::string_view quote = "&quot;";
    std::string result(text);
    for (std::size_t at = result.find(quote); at != std::string::npos; at = result.find(quote, at + 1))
        result.replace(at, quote.size(), "\"");
    return result;
}

[[noreturn]] void refuse()
{
    throw Error(Fault::Invalid, {"ფაილში არ წერია, რისგან შეიქმნა", "the file does not say what it was made from"},
                {"ეს მხოლოდ ამ პროგრამის ანგარიშებს აქვს: html, md, json, csv, xlsx, odt, pdf",
                 "only reports of this program do: html, md, json, csv, xlsx, odt, pdf"});
}

/// The parts that a workbook keeps it in: its properties hold 255 characters at most.
std::string of_workbook(const std::string& properties)
{
    std::string all;
    for (std::size_t at = properties.find("\"ogp-provenance-"); at != std::string::npos; at = properties.find("\"ogp-provenance-", at + 1)) {
        constexpr std::string_view open = "<vt:lpwstr>";
        const std::size_t begin = properties.find(open, at);
        const std::size_t end = properties.find("</vt:lpwstr>", at);
        if (begin == std::string::npos || end == std::string::npos || end < begin)
            refuse();
        all += properties.substr(begin + open.size(), end - begin - open.size());
    }
    return all;
}

std::string embedded(std::string_view bytes)
{
    if (bytes.starts_with("PK")) {
        const bool is_workbook = bytes.find("xl/workbook.xml") != std::string_view::npos;
        return is_workbook ? of_workbook(report::zip_entry(bytes, "docProps/custom.xml")) : report::zip_entry(bytes, "meta.xml");
    }
    return std::string(bytes);
}

Json parsed(std::string_view text)
{
    if (text.empty())
        refuse();
    Json value = parse_json(without_escapes(text));
    if (value.text("report").empty() || value.text("repository").empty() || !value["size"].is_integer())
        refuse();
    return value;
}

} // namespace

Json read_provenance(std::string_view bytes)
{
    const std::string text = embedded(bytes);
    if (text.starts_with('{') && bytes.starts_with('{')) {
        const Json whole = parse_json(text);
        return parsed(to_json(whole.find("provenance") != nullptr ? whole["provenance"] : whole));
    }
    if (bytes.starts_with("PK") && text.starts_with('{'))
        return parsed(object_in(without_escapes(text)));
    for (const std::string_view mark : {"ogp:provenance", "ogp-provenance"})
        if (const std::size_t at = text.find(mark); at != std::string::npos) {
            const std::string_view after = std::string_view(text).substr(at + mark.size(), 2 * longest);
            const std::string digits = of_digits(after);
            return parsed(digits.empty() ? object_in(without_escapes(after)) : std::string_view(digits));
        }
    refuse();
}

} // namespace ogp::documents
