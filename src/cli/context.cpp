#include "cli/context.hpp"

#include "base/text.hpp"
#include "cli/error_text.hpp"
#include "cli/find_command.hpp"
#include "cli/print.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

std::vector<std::string> keys_of(const report::Table& table)
{
    std::vector<std::string> keys;
    for (const report::Column& column : table.columns)
        keys.push_back(column.key);
    return keys;
}

std::vector<std::string> keys_of(const Json& object)
{
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.members())
        keys.push_back(key);
    return keys;
}

void check_fields(const std::vector<std::string>& wanted, const std::vector<std::string>& known)
{
    for (const std::string& field : wanted) {
        if (std::find(known.begin(), known.end(), field) != known.end())
            continue;
        const Localized all = say("შესაძლებელია: {}", "possible: {}", join(known, ", "));
        throw Error{Fault::Usage, say("უცნობი ველი „{}“", "unknown field '{}'", printable(field)), did_you_mean(field, known, all)};
    }
}

} // namespace

Context::Context(RunOptions options, const Streams& streams) : m_options(std::move(options)), m_streams(streams) {}

Context::~Context() = default;

app::Repository& Context::repository()
{
    if (!m_repository) {
        m_repository = std::make_unique<app::Repository>(app::OpenOptions{
            .folder = app::find_repository(m_options.folder),
            .access = m_access == Access::Write ? store::Access::Write : store::Access::Read,
            .page_sums = m_page_sums,
            .actor = m_options.actor,
            .role = m_options.role,
            .clock = m_options.clock,
        });
    }
    return *m_repository;
}

void Context::require_fields(const Json& object) const
{
    check_fields(m_options.fields, keys_of(object));
}

void Context::require_fields(const report::Table& table) const
{
    check_fields(m_options.fields, keys_of(table));
}

int Context::print(const report::Table& table)
{
    if (m_options.list_fields) {
        out(join(keys_of(table), "\n") + "\n");
        return EXIT_SUCCESS;
    }
    require_fields(table);
    if (table.rows.empty() && for_people() && m_streams.out_is_terminal)
        note(say("არაფერი მოიძებნა", "nothing found"));
    else
        out(table_text(table, m_options, m_streams));
    return EXIT_SUCCESS;
}

int Context::print(const Json& object, const report::Card& card, const Localized& heading)
{
    if (m_options.list_fields) {
        out(join(keys_of(object), "\n") + "\n");
        return EXIT_SUCCESS;
    }
    require_fields(object);
    out(for_people() ? card_text(card, heading, m_options, m_streams) : object_text(object, m_options));
    return EXIT_SUCCESS;
}

void Context::out(std::string_view text)
{
    m_streams.out(m_streams.target, text);
}

void Context::say_line(const Localized& text)
{
    if (!m_options.quiet)
        out(printable(text.in(language())) + "\n");
}

void Context::note(const Localized& text)
{
    if (!m_options.quiet)
        m_streams.err(m_streams.target, "ogp: " + printable(text.in(language())) + "\n");
}

void Context::report_findings(const Findings& findings)
{
    for (const Finding& finding : findings)
        if (!m_options.quiet || finding.severity == Severity::Error)
            m_streams.err(m_streams.target, finding_text(finding, language()));
}

} // namespace ogp::cli
