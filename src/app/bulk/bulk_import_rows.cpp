#include "app/bulk/bulk_import_rows.hpp"

#include "base/text.hpp"
#include "workflow/refuse.hpp"

namespace ogp::app {

const workflow::CaseType* row_type(const BulkRowsOptions& options, std::string_view named, Localized& problem)
{
    if (named.empty()) {
        if (options.type == nullptr)
            problem = {"ტიპი მითითებული არ არის: ჩაწერეთ აქ ან გამოიყენეთ --type", "no case type is named: write it here, or use --type"};
        return options.type;
    }
    if (options.type != nullptr) {
        if (options.type->id == named)
            return options.type;
        problem = say("ტიპი აქ არის „{0}“, --type კი „{1}“", "the type here is \"{0}\", but --type is \"{1}\"", printable(named),
                      options.type->id);
        return nullptr;
    }
    const std::vector<std::string> known = options.repository.type_ids();
    for (const std::string& id : known)
        if (id == named)
            return &options.repository.active_type(id);
    problem = workflow::joined(say("ასეთი ტიპი არ არის: „{}“", "there is no case type \"{}\"", printable(shorten(named, 60))),
                               workflow::suggestion(named, known));
    return nullptr;
}

} // namespace ogp::app
