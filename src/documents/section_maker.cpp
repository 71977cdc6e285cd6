#include "documents/section_maker.hpp"

#include "base/text.hpp"
#include "documents/sections/sections.hpp"

namespace ogp::documents {
namespace {

/// Sorted by name.
constexpr SectionMaker makers[] = {
    {"amendments", {"გეგმის ცვლილებები, ჟურნალის მიხედვით", "changes of what was approved, from the log"}, make_amendments},
    {"budget_rounds", {"მოქალაქეების წონები და დამტკიცებული ბიუჯეტი", "citizens' weights beside the approved budget"}, make_budget_rounds},
    {"changes", {"რა შეიცვალა პერიოდის შემდეგ (პარამეტრი compare)", "what changed since a period (parameter compare)"}, make_changes},
    {"checkpoint", {"ჟურნალის საკონტროლო წერტილი", "checkpoint of the log"}, make_checkpoint},
    {"checksums", {"დართული ფაილების საკონტროლო ჯამები", "checksums of attached files"}, make_checksums},
    {"commitment", {"ერთი ვალდებულება (პარამეტრი commitment)", "one commitment (parameter commitment)"}, make_commitment},
    {"commitments", {"თითოეული ვალდებულება ცალკე ნაწილად", "each commitment as a section of its own"}, make_commitments},
    {"completion_form", {"ვალდებულების დასრულების ფორმა (პარამეტრი commitment)", "the form that closes a commitment (parameter commitment)"}, make_completion_form},
    {"consultations", {"საჯარო კონსულტაციები და მოსაზრებები", "public consultations and contributions"}, make_consultations},
    {"control", {"დოკუმენტის მონაცემები", "document control"}, make_control},
    {"delays", {"დაგვიანებული ეტაპები მიზეზით", "late milestones with the reason"}, make_delays},
    {"development", {"გეგმის შემუშავების პროცესი", "co-creation of the plan"}, make_development},
    {"findings", {"შენიშვნები მონაცემებზე", "findings on the data"}, make_findings},
    {"foi_requests", {"საჯარო ინფორმაციის მოთხოვნები თვეების მიხედვით", "public information requests by month"}, make_foi_requests},
    {"integrity", {"კეთილსინდისიერების ღონისძიებები", "measures of the integrity standards"}, make_integrity},
    {"introduction", {"გეგმის შესავალი და კონტექსტი", "introduction and context of the plan"}, make_introduction},
    {"lessons", {"სირთულეები, გამოცდილება, შემდგომი ნაბიჯები", "challenges, lessons, next steps"}, make_lessons},
    {"map_layers", {"რუკის ფენები", "layers of the map"}, make_map_layers},
    {"method", {"განსაზღვრებები და სკალები", "definitions and scales"}, make_method},
    {"milestone_sheet", {"ეტაპების ფურცელი აუდიტორისთვის", "sheet of the milestones for auditors"}, make_milestone_sheet},
    {"minutes", {"სხდომის ოქმი (პარამეტრი session)", "minutes of a session (parameter session)"}, make_minutes},
    {"overview", {"ვალდებულებების მიმოხილვა და გრაფიკი", "overview and time line of the commitments"}, make_overview},
    {"petitions", {"პეტიციები", "petitions"}, make_petitions},
    {"public_comment", {"ანგარიშის საჯარო განხილვა", "public comment on the report"}, make_public_comment},
    {"recommendations", {"წინა რეკომენდაციები", "earlier recommendations"}, make_recommendations},
    {"relevance", {"OGP-ის ღირებულებები ვალდებულებების მიხედვით", "OGP values by commitment"}, make_relevance},
    {"results", {"რა მოჰყვა თითოეულ ვალდებულებას", "what came of each commitment"}, make_results},
    {"service_deadlines", {"სერვისების ვადები თვეების მიხედვით", "deadlines of services by month"}, make_service_deadlines},
    {"service_groups", {"სერვისების ვადები კატეგორიებისა და რაიონების მიხედვით", "deadlines of services by category and district"}, make_service_groups},
    {"sessions", {"სამუშაო ჯგუფის სხდომები და გადაწყვეტილებები", "sessions of the working group and their decisions"}, make_sessions},
    {"sources", {"მონაცემების წყაროები", "data sources"}, make_sources},
    {"summary", {"მოკლე შინაარსი", "executive summary"}, make_summary},
    {"translation", {"თარგმანის სისრულე", "translation completeness"}, make_translation},
    {"units", {"პასუხისმგებელი ერთეულები", "responsible units"}, make_units},
    {"working_group", {"სამუშაო ჯგუფის შემადგენლობა", "composition of the working group"}, make_working_group},
};

} // namespace

std::span<const SectionMaker> section_makers()
{
    return makers;
}

const SectionMaker* find_section_maker(std::string_view name)
{
    for (const SectionMaker& maker : makers)
        if (name == maker.name)
            return &maker;
    return nullptr;
}

const SectionMaker& section_maker(std::string_view name)
{
    if (const SectionMaker* maker = find_section_maker(name))
        return *maker;
    std::vector<std::string> names;
    for (const SectionMaker& maker : makers)
        names.emplace_back(maker.name);
    const auto near = nearest(name, names);
    throw Error(Fault::Invalid, say("ნაწილს „{}“ ვერავინ ქმნის", "there is no maker of the section \"{}\"", printable(name)),
                near ? say("იქნებ გულისხმობდით: {}", "did you mean {}?", *near)
                     : say("ცნობილია: {}", "known are: {}", join(names, ", ")));
}

} // namespace ogp::documents
