#include "cli/case_type_manual.hpp"

#include "app/workflows/workflow_sheet.hpp"
#include "app/workflows/workflows.hpp"
#include "base/text.hpp"
#include "cli/case_types.hpp"
#include "cli/find_command.hpp"
#include "cli/manual.hpp"

#include <algorithm>
#include <array>

namespace ogp::cli {
namespace {

/// What a person asks first: fields are many, and `ogp workflow show` lists them.
constexpr std::array<std::string_view, 3> shown_tables = {"states", "transitions", "slas"};

/// The first cell as the term, the others that say something as "column: value".
std::string items(const report::Table& table, Language language)
{
    std::string text;
    for (const std::vector<report::Cell>& row : table.rows) {
        std::vector<std::string> parts;
        for (std::size_t i = 1; i < row.size(); ++i) {
            const std::string& value = row[i].text.in(language);
            if (!value.empty() && table.columns[i].show == report::Show::Always)
                parts.push_back(table.columns[i].label.in(language) + ": " + value);
        }
        text += ".It " + mdoc_word(row.front().text.in(language)) + "\n" + mdoc_text(join(parts, "; ") + ".");
    }
    return text;
}

std::string section(const std::string& id, Language language)
{
    const app::VersionedType found = app::find_workflow(nullptr, id, std::nullopt);
    const app::WorkflowSheet sheet = app::workflow_sheet(found.type, found.hash);
    std::string text = ".Sh " + mdoc_word(found.type.label.in(language) + " (" + id + ")") + "\n" +
                       mdoc_text(fmt::format("ogp {} new, list, show, set, do, comment, log.", noun_of_type(id)));
    for (const report::Table& table : sheet.tables) {
        if (std::find(shown_tables.begin(), shown_tables.end(), table.id) == shown_tables.end())
            continue;
        text += ".Ss " + mdoc_word(table.caption.in(language)) + "\n.Bl -tag -width Ds\n" + items(table, language) + ".El\n";
    }
    return text;
}

} // namespace

std::string case_types_page(Language language)
{
    const bool ka = language == Language::Ka;
    std::string text = ".Dd May 1, 2025\n.Dt OGP-CASE-TYPES 7\n.Os\n.Sh NAME\n.Nm ogp-case-types\n.Nd ";
    text += ka ? "საქმის ტიპები, რომლებსაც პროგრამა იცნობს" : "the case types that are part of the program";
    text += "\n.Sh DESCRIPTION\n";
    text += mdoc_text(ka ? "მდგომარეობები, გადასვლები როლებით და ვადები, როგორც workflows საქაღალდის ფაილებში წერია. საცავს "
                           "შეიძლება სხვა ვერსია ჰქონდეს: ogp workflow show."
                         : "States, transitions with their roles, and deadlines, as the files of the folder workflows say. A repository may have "
                           "another version: ogp workflow show.");
    for (const std::string& id : shipped_types())
        text += section(id, language);
    return text + ".Sh SEE ALSO\n.Xr ogp-workflow 1 ,\n.Xr ogp-workflow 5\n";
}

} // namespace ogp::cli
