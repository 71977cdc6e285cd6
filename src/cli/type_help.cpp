#include "cli/type_help.hpp"

#include "base/text.hpp"
#include "cli/help.hpp"

#include <algorithm>

namespace ogp::cli {
namespace {

bool asks_for(const Command& command, Complete what)
{
    return std::any_of(command.args.begin(), command.args.end(), [&](const Arg& arg) { return arg.complete == what; });
}

std::string members_of(const workflow::CaseType& type, const workflow::Field& field)
{
    const workflow::Enumeration* enumeration = type.enumeration(field.of);
    std::vector<std::string> ids;
    if (enumeration != nullptr)
        for (const workflow::EnumMember& member : enumeration->members)
            ids.push_back(member.id);
    return join(ids, " ");
}

std::string field_text(const workflow::CaseType& type, const workflow::Field& field, Language language)
{
    std::string text = field.label.in(language);
    if (field.type == workflow::FieldType::Enum)
        text += ": " + members_of(type, field);
    if (field.required)
        text += language == Language::Ka ? " (სავალდებულო)" : " (required)";
    return text;
}

} // namespace

std::string type_help(const Command& command, const workflow::CaseType& type, Language language)
{
    std::string out;
    const auto section = [&](const Localized& title, const Pairs& pairs) { out += "\n" + title.in(language) + "\n" + pairs.text(); };
    if (asks_for(command, Complete::Transition)) {
        Pairs pairs;
        for (const workflow::Transition& transition : type.transitions)
            pairs.add(transition.id, transition.label.in(language) + ": " + join(transition.from, ", ") + " -> " + transition.to);
        section({"გადასვლები", "Transitions"}, pairs);
    }
    if (asks_for(command, Complete::State)) {
        Pairs pairs;
        for (const workflow::State& state : type.states)
            pairs.add(state.id, state.label.in(language));
        section({"მდგომარეობები", "States"}, pairs);
    }
    if (asks_for(command, Complete::Field)) {
        Pairs pairs;
        for (const workflow::Field& field : type.fields)
            pairs.add(field.id, field_text(type, field, language));
        section({"ველები", "Fields"}, pairs);
    }
    return out;
}

} // namespace ogp::cli
