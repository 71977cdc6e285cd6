#include "server/http_message.hpp"

#include "base/text.hpp"
#include "report/table.hpp"

#include <algorithm>

namespace ogp::server {
namespace {

std::string_view find_named(const std::vector<NamedText>& list, std::string_view name)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const NamedText& entry) { return entry.first == name; });
    return found == list.end() ? std::string_view{} : std::string_view{found->second};
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

enum class Plus { Itself, Space };

/// Nothing where an escape is cut off or the result is not fit to be shown.
std::optional<std::string> decode(std::string_view text, Plus plus)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && plus == Plus::Space) {
            out += ' ';
            continue;
        }
        if (text[at] != '%') {
            out += text[at];
            continue;
        }
        const int high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
        const int low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
        if (high < 0 || low < 0)
            return {};
        out += static_cast<char>(high * 16 + low);
        at += 2;
    }
    if (!is_utf8(out) || has_control_characters(out) || out.find('\n') != std::string::npos || out.find('\t') != std::string::npos)
        return {};
    return out;
}

bool parse_parameters(std::string_view text, std::vector<NamedText>& parameters)
{
    if (text.empty())
        return true;
    for (const std::string_view part : split(text, '&')) {
        const std::size_t equals = part.find('=');
        auto name = decode(part.substr(0, equals), Plus::Space);
        auto value = decode(equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1), Plus::Space);
        if (!name || !value)
            return false;
        parameters.emplace_back(*std::move(name), *std::move(value));
    }
    return true;
}

Json error_json(std::string_view fault, const Localized& message, const Localized& hint)
{
    return Json::object({{"fault", fault}, {"message", report::to_json(message)}, {"hint", report::to_json(hint)}});
}

Json findings_json(const Findings& findings)
{
    Json list = Json::array();
    for (const Finding& finding : findings)
        list.push(Json::object({{"code", finding.code},
                                {"message", report::to_json(finding.message)},
                                {"severity", code(finding.severity)},
                                {"where", finding.where}}));
    return list;
}

const char* cache_control(Caching caching)
{
    switch (caching) {
    case Caching::Never: return "no-store";
    case Caching::Revalidate: return "no-cache";
    case Caching::Immutable: return "public, max-age=31536000, immutable";
    }
    return "no-store";
}

/// Whether the words of such an error are for the keeper of the server, not for who asks.
bool is_inside(Fault fault)
{
    return fault == Fault::Io || fault == Fault::Internal;
}

} // namespace

std::string_view Query::header(std::string_view name) const
{
    return find_named(headers, name);
}

std::string_view Query::parameter(std::string_view name) const
{
    return find_named(parameters, name);
}

std::string_view Query::capture(std::string_view name) const
{
    return find_named(captures, name);
}

bool Query::has_version(std::string_view etag) const
{
    for (std::string_view one : split(header("if-none-match"), ',')) {
        one = trim(one);
        if (one == "*")
            return true;
        if (one.starts_with("W/"))
            one.remove_prefix(2);
        if (one.size() == etag.size() + 2 && one.front() == '"' && one.back() == '"' && one.substr(1, etag.size()) == etag)
            return true;
    }
    return false;
}

bool Query::takes_zstd() const
{
    for (const std::string_view part : split(header("accept-encoding"), ','))
        if (trim(part) == "zstd")
            return true;
    return false;
}

Reply json_reply(const Json& value, int status)
{
    return {.status = status, .body = to_json(value)};
}

int http_status(Fault fault)
{
    switch (fault) {
    case Fault::Usage: return 400;
    case Fault::NotFound: return 404;
    case Fault::Forbidden: return 403;
    case Fault::Conflict: return 409;
    case Fault::Invalid: return 422;
    case Fault::Gate: return 412;
    case Fault::Integrity: return 500;
    case Fault::Remote: return 502;
    case Fault::Io: return 503;
    case Fault::Internal: return 500;
    }
    return 500;
}

Reply error_reply(const Error& error, std::string_view query_id)
{
    const int status = http_status(error.fault());
    if (is_inside(error.fault()))
        return refusal(status, error.fault(), {"სერვერმა ეს ახლა ვერ შეასრულა", "the server cannot do this now"},
                       say("სცადეთ მოგვიანებით; ჟურნალში ეს არის {}", "try again later; the log has it under {}", query_id));
    Json json = error_json(code(error.fault()), error.message(), error.hint());
    if (const auto* invalid = dynamic_cast<const InvalidInput*>(&error))
        json.set("findings", findings_json(invalid->findings()));
    return json_reply(json, status);
}

Reply refusal(int status, Fault fault, const Localized& message, const Localized& hint)
{
    return json_reply(error_json(code(fault), message, hint), status);
}

Reply too_many(std::chrono::milliseconds wait)
{
    const auto seconds = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
    Reply reply = refusal(429, Fault::Forbidden, {"მოთხოვნები ძალიან ხშირია", "there are too many requests"},
                          say("გაიმეორეთ {} წამის შემდეგ", "try again after {} s", seconds));
    reply.headers.emplace_back("Retry-After", std::to_string(seconds));
    return reply;
}

void spare_known_answer(const Query& query, Reply& reply)
{
    if (reply.status != 200 || reply.etag.empty() || query.method != "GET" || !query.has_version(reply.etag))
        return;
    reply.status = 304;
    reply.body.clear();
}

std::vector<NamedText> header_lines(const Reply& reply)
{
    std::vector<NamedText> lines;
    if (!reply.body.empty())
        lines.emplace_back("Content-Type", reply.type);
    if (!reply.body.empty() && reply.encoding == Encoding::Zstd)
        lines.emplace_back("Content-Encoding", "zstd");
    if (!reply.etag.empty())
        lines.emplace_back("ETag", "\"" + reply.etag + "\"");
    // With 304 the client keeps what it was told with the answer itself.
    if (reply.status != 304)
        lines.emplace_back("Cache-Control", cache_control(reply.caching));
    lines.insert(lines.end(), reply.headers.begin(), reply.headers.end());
    return lines;
}

bool parse_target(std::string_view target, Query& query)
{
    const std::size_t mark = target.find('?');
    auto path = decode(target.substr(0, mark), Plus::Itself);
    if (!path || !path->starts_with('/'))
        return false;
    for (const std::string_view segment : split(*path, '/'))
        if (segment == "." || segment == "..")
            return false;
    query.path = *std::move(path);
    if (mark == std::string_view::npos)
        return true;
    query.raw_query = target.substr(mark + 1);
    return parse_parameters(query.raw_query, query.parameters);
}

} // namespace ogp::server
