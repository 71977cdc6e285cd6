#include "documents/sections/sections.hpp"

#include "app/cases/values.hpp"
#include "documents/sections/section_cells.hpp"

namespace ogp::documents {

using report::Cell;

namespace {

/// "Tbilisi Assembly, resolution № 32-81, 28 December 2018".
Localized act_of_approval(const Json& resolution)
{
    if (!resolution.is_object())
        return {};
    const Localized kind = app::words_of(resolution["kind"]);
    const Localized issuer = app::words_of(resolution["issuer"]);
    const std::string number = app::words_of(resolution["number"]).en;
    const std::string date = resolution["date"].text("value");
    const auto sentence = [&](Language language) {
        return fmt::format("{}, {} № {}, {}", issuer.in(language), kind.in(language), number, report::long_date(date).in(language));
    };
    return date.empty() ? both("№ " + number) : Localized(sentence(Language::Ka), sentence(Language::En));
}

std::string period_of_plan(const Json& plan)
{
    const std::string& printed = plan.text("period_printed");
    if (printed.empty() && plan["period_from"].is_integer() && plan["period_to"].is_integer())
        return fmt::format("{} – {}", plan["period_from"].as_integer(), plan["period_to"].as_integer());
    return printed;
}

Cell text_or_none(const std::string& text)
{
    return text.empty() ? Cell::none() : Cell::of(text);
}

} // namespace

void make_control(const ReportSource& source, Section& section)
{
    const store::CaseRow& plan = source.plan().plan;
    const Json& fields = plan.subject.fields;
    report::Card card{"control", {}};
    const auto add = [&](std::string_view label, Cell cell) {
        if (!cell.text.empty())
            card.rows.emplace_back(source.text(label), std::move(cell));
    };
    add("control_plan", Cell::localized(plan.title));
    add("control_plan_id", Cell::of(plan.number));
    add("control_jurisdiction", Cell::localized(app::localized_of(fields["jurisdiction"])));
    add("control_plan_period", text_or_none(period_of_plan(fields)));
    add("control_act", Cell::localized(act_of_approval(fields["resolution"])));
    add("control_institutions", source.cell(plan, "lead_institutions"));
    if (source.has_period())
        add("control_period", Cell::localized(source.text("control_period_value")));
    add("control_as_of", Cell::of(source.as_of().iso()));
    // A city's own template may be older than these words.
    if (source.wording().has("control_states") && source.wording().has("control_states_value"))
        add("control_states", Cell::localized(source.text("control_states_value")));
    const std::string& version = source.parameters().text("version");
    add("control_version", version.empty() ? Cell::none() : word_cell(source, "version_" + version));
    add("control_record", Cell::localized(source.text("control_record_value")));
    add("control_digest", text_or_none(source.repository().store().head().root.hex()));
    section.blocks.emplace_back(std::move(card));
}

} // namespace ogp::documents
