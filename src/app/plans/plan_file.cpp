#include "app/plans/plan_file.hpp"

#include "app/plans/plan_check.hpp"
#include "app/plans/plan_keys.hpp"
#include "app/plans/plan_values.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace ogp::app {
namespace {

using namespace plan_format;

/// Codes of assessments as documents give them, and the members of our national scale.
constexpr std::pair<std::string_view, std::string_view> assessments[] = {
    {"fully-implemented", "fully"},       {"fully", "fully"},         {"mostly-implemented", "mostly"}, {"mostly", "mostly"},
    {"partially-implemented", "partially"}, {"partially", "partially"}, {"not-implemented", "not"},       {"not", "not"},
};

class PlanReader
{
public:
    explicit PlanReader(const YamlDocument& document) : m_values(document) {}

    PlanFile read();

private:
    void read_plan(const YamlNode& root);
    void read_commitment(const YamlNode& node);
    void read_milestone(const YamlNode& node, const std::string& commitment);
    void read_indicators(const YamlNode& list, const std::string& commitment);
    void read_unit(const YamlNode& node);
    void read_implementers(const YamlNode& node, const std::string& where, PlanEntry& entry);
    void read_description(const YamlNode& node, const std::string& where, PlanEntry& entry);
    void read_novelty(const YamlNode& node, const std::string& where, Json& values, bool printed_field);
    void read_status(const YamlNode& mapping, PlanEntry& entry);
    void read_period(const YamlNode& root, Json& values);
    void check_counts(const YamlNode& counts);
    void check_unit_names();

    std::string read_id(const YamlNode& mapping, const std::string& what);
    PlanEntry& add(std::string type, std::string number, std::string parent, const YamlNode& node);
    template <class Read>
    void each(const YamlNode* list, const std::string& where, Read read);

    PlanValues m_values;
    PlanFile m_file;
    std::map<std::string, std::string> m_seen; ///< number -> type
    std::vector<std::pair<std::string, const YamlNode*>> m_named_units;
};

/// The member `key` of a mapping where it has a value.
const YamlNode* present(const YamlNode& mapping, std::string_view key)
{
    const YamlNode* node = mapping.find(key);
    return node != nullptr && !node->is_null() ? node : nullptr;
}

template <class Read>
void PlanReader::each(const YamlNode* list, const std::string& where, Read read)
{
    if (list == nullptr)
        return;
    if (!list->is_sequence()) {
        m_values.error("wrong_shape", *list, where, say("აქ საჭიროა სია", "a list is needed here"));
        return;
    }
    for (const YamlNode& item : list->items) {
        if (item.is_mapping())
            read(item);
        else
            m_values.error("wrong_shape", item, where, say("აქ საჭიროა გასაღებები და მნიშვნელობები", "a mapping is needed here"));
    }
}

std::string PlanReader::read_id(const YamlNode& mapping, const std::string& what)
{
    const YamlNode* id = present(mapping, "id");
    if (id == nullptr || !id->is_scalar()) {
        m_values.error("id_missing", mapping, what, say("{}: აკლია id", "{}: the id is missing", what));
        return {};
    }
    const bool plain = id->scalar.size() <= 64 && !id->scalar.empty() &&
                       id->scalar.find_first_of(" \t\n/:~@") == std::string::npos;
    if (!plain)
        m_values.error("bad_id", *id, what,
                       say("id „{}“: არ შეიძლება ცარიელი ადგილი და ნიშნები / : ~ @, და უნდა იყოს არაუმეტეს 64 ნიშნისა",
                           "id \"{}\": no blanks and none of / : ~ @, and at most 64 characters", id->scalar));
    return plain ? id->scalar : std::string();
}

PlanEntry& PlanReader::add(std::string type, std::string number, std::string parent, const YamlNode& node)
{
    if (!number.empty() && !m_seen.emplace(number, type).second)
        m_values.error("duplicate_id", node, number, say("id „{}“ ორჯერაა", "the id \"{}\" is given twice", number));
    PlanEntry entry;
    entry.type = std::move(type);
    entry.values.set("number", number);
    entry.number = std::move(number);
    entry.parent = std::move(parent);
    entry.place = m_values.document().place(node);
    m_file.entries.push_back(std::move(entry));
    return m_file.entries.back();
}

PlanFile PlanReader::read()
{
    const YamlNode& root = m_values.document().root();
    if (!root.is_mapping()) {
        m_values.error("wrong_shape", root, {}, say("ფაილი გეგმა არ არის", "the file is no plan"));
    } else {
        read_plan(root);
        each(present(root, "org_units"), "org_units", [&](const YamlNode& node) { read_unit(node); });
        each(present(root, "commitments"), "commitments", [&](const YamlNode& node) { read_commitment(node); });
        check_unit_names();
        if (const YamlNode* counts = present(root, "counts"))
            check_counts(*counts);
    }
    m_file.findings = check_plan(m_file.entries, CheckTime::Reading);
    if (Findings found = m_values.findings(); !found.empty()) {
        found.insert(found.end(), m_file.findings.begin(), m_file.findings.end());
        throw InvalidInput(say("{}: გეგმა ვერ წაიკითხება", "{}: the plan cannot be read", m_values.document().file()),
                           std::move(found),
                           say("გეგმის ფაილის აღწერა: man 5 ogp-plan", "the shape of a plan file: man 5 ogp-plan"));
    }
    return std::move(m_file);
}

void PlanReader::read_plan(const YamlNode& root)
{
    const YamlNode* version = present(root, "ogp");
    if (version == nullptr || version->scalar != "1")
        m_values.error("wrong_version", version != nullptr ? *version : root, "ogp",
                       say("პირველი გასაღები უნდა იყოს „ogp: 1“", "the first key must be \"ogp: 1\""));
    const YamlNode* kind = present(root, "kind");
    if (kind == nullptr || kind->scalar != "plan")
        m_values.error("wrong_kind", kind != nullptr ? *kind : root, "kind", say("საჭიროა „kind: plan“", "\"kind: plan\" is needed"));
    // Of another kind of document nothing else can be said.
    if (kind != nullptr && kind->scalar != "plan")
        return;

    const std::string id = read_id(root, "plan");
    m_file.number = id;
    PlanEntry& entry = add("plan", id, "", root);
    m_values.read(root, plan_keys, "", entry.values, &entry.places);
    if (entry.values.find("title") == nullptr)
        m_values.error("title_missing", root, id, say("გეგმას აკლია სათაური", "the plan has no title"));
    read_period(root, entry.values);
}

void PlanReader::read_period(const YamlNode& root, Json& values)
{
    if (const YamlNode* period = present(root, "period"))
        m_values.read(*period, period_keys, "period", values);
    if (const YamlNode* sequence = present(root, "sequence"))
        m_values.read(*sequence, sequence_keys, "sequence", values);
}

void PlanReader::read_unit(const YamlNode& node)
{
    const std::string id = read_id(node, "org_units");
    PlanEntry& entry = add("org_unit", id, m_file.number, node);
    m_values.read(node, unit_keys, id, entry.values, &entry.places);
    if (entry.values.find("name") == nullptr)
        m_values.error("title_missing", node, id, say("ერთეულს „{}“ აკლია სახელი", "the unit \"{}\" has no name", id));
}

void PlanReader::read_commitment(const YamlNode& node)
{
    const std::string id = read_id(node, "commitments");
    PlanEntry& entry = add("commitment", id, m_file.number, node);
    Json& values = entry.values;
    m_values.read(node, commitment_keys, id, values, &entry.places);
    if (values.find("title") == nullptr)
        m_values.error("title_missing", node, id, say("ვალდებულებას „{}“ აკლია სათაური", "the commitment \"{}\" has no title", id));
    if (const YamlNode* description = present(node, "description"))
        read_description(*description, id + " description", entry);
    if (const YamlNode* implementers = present(node, "implementers"))
        read_implementers(*implementers, id + " implementers", entry);
    if (const YamlNode* ticks = present(node, "ogp_values")) {
        m_values.read(*ticks, value_keys, id + " ogp_values", values);
        entry.places.emplace("ogp_values", m_values.document().place(*ticks));
    }
    if (const YamlNode* novelty = present(node, "novelty"))
        read_novelty(*novelty, id + " novelty", values, false);
    read_status(node, entry);

    each(present(node, "milestones"), id + " milestones", [&](const YamlNode& item) { read_milestone(item, id); });
    if (const YamlNode* indicators = present(node, "indicators"))
        read_indicators(*indicators, id);
}

void PlanReader::read_milestone(const YamlNode& node, const std::string& commitment)
{
    const std::string id = read_id(node, commitment + " milestones");
    if (!id.empty() && !id.starts_with(commitment + "."))
        m_values.error("foreign_milestone", node, id,
                       say("ეტაპის id „{}“ არ იწყება „{}.“-ით, მისი ვალდებულებით",
                           "the milestone's id \"{}\" does not begin with \"{}.\", its commitment", id, commitment));
    PlanEntry& entry = add("milestone", id, commitment, node);
    m_values.read(node, milestone_keys, id, entry.values, &entry.places);
    if (entry.values.find("title") == nullptr)
        m_values.error("title_missing", node, id, say("ეტაპს „{}“ აკლია სათაური", "the milestone \"{}\" has no title", id));
    if (const YamlNode* novelty = present(node, "novelty"))
        read_novelty(*novelty, id + " novelty", entry.values, true);
    read_status(node, entry);

    const Json* start = entry.values.find("start");
    const Json* end = entry.values.find("end");
    if (start == nullptr || end == nullptr)
        return;
    const auto from = model::PrintedDate::from_json(*start);
    const auto to = model::PrintedDate::from_json(*end);
    if (from.known() && to.known() && to.last() < from.first())
        m_values.error("ends_before_start", node, id,
                       say("ეტაპი „{}“ მთავრდება დაწყებამდე: {} – {}", "the milestone \"{}\" ends before it starts: {} – {}", id,
                           from.value(), to.value()));
}

void PlanReader::read_indicators(const YamlNode& list, const std::string& commitment)
{
    int position = 0;
    each(&list, commitment + " indicators", [&](const YamlNode& item) {
        const std::string number = fmt::format("{}:{}", commitment, ++position);
        PlanEntry& entry = add("indicator", number, commitment, item);
        Json title = m_values.localized(item, number);
        if (!title.is_null())
            entry.values.set("title", std::move(title));
    });
}

void PlanReader::read_description(const YamlNode& node, const std::string& where, PlanEntry& entry)
{
    entry.places.emplace("description", m_values.document().place(node));
    if (node.find("ka") != nullptr || node.find("en") != nullptr || node.find("recovered") != nullptr) {
        Json text = m_values.localized(node, where);
        if (!text.is_null())
            entry.values.set("description", std::move(text));
        return;
    }
    m_values.read(node, description_keys, where, entry.values, &entry.places);
}

void PlanReader::read_implementers(const YamlNode& node, const std::string& where, PlanEntry& entry)
{
    m_values.read(node, implementer_keys, where, entry.values, &entry.places);
    entry.places.emplace("implementers_printed", m_values.document().place(node));
    Json printed = Json::object();
    if (const YamlNode* ka = present(node, "printed"))
        printed.set("ka", m_values.text(*ka, where));
    if (const YamlNode* en = present(node, "en"))
        printed.set("en", m_values.text(*en, where));
    if (printed.size() > 0)
        entry.values.set("implementers_printed", std::move(printed));

    if (const YamlNode* lead = present(node, "lead"); lead != nullptr && lead->is_scalar())
        m_named_units.emplace_back(where, lead);
    if (const YamlNode* units = present(node, "units"); units != nullptr && units->is_sequence())
        for (const YamlNode& unit : units->items)
            if (unit.is_scalar())
                m_named_units.emplace_back(where, &unit);
}

void PlanReader::read_novelty(const YamlNode& node, const std::string& where, Json& values, bool printed_field)
{
    Json read = Json::object();
    m_values.read(node, novelty_keys, where, read);
    const std::string& value = read.text("novelty");
    if (!value.empty() && value != "new" && value != "existing")
        m_values.error("bad_value", node, where, say("„{}“: უნდა იყოს new ან existing", "\"{}\": it is new or existing", value));
    else if (!value.empty())
        values.set("novelty", value);
    if (printed_field && read.find("novelty_printed") != nullptr)
        values.set("novelty_printed", read["novelty_printed"]);
}

void PlanReader::read_status(const YamlNode& mapping, PlanEntry& entry)
{
    if (const YamlNode* status = present(mapping, "status")) {
        Json text = m_values.localized(*status, entry.number + " status");
        if (!text.is_null())
            entry.values.set("status_printed", std::move(text));
        entry.places.emplace("status_printed", m_values.document().place(*status));
        const YamlNode* code = status->find("code");
        static const std::vector<std::string> known{"completed", "in_progress", "planned", "withdrawn"};
        if (code != nullptr && std::find(known.begin(), known.end(), code->scalar) == known.end())
            m_values.error("bad_value", *code, entry.number + " status",
                           say("სტატუსის კოდი „{}“: უნდა იყოს {}", "status code \"{}\": it is one of {}", code->scalar,
                               join(known, ", ")));
        else if (code != nullptr)
            entry.printed_state = code->scalar;
    }
    if (const YamlNode* assessment = present(mapping, "assessment")) {
        Json text = m_values.localized(*assessment, entry.number + " assessment");
        if (!text.is_null())
            entry.values.set("assessment_printed", std::move(text));
        entry.places.emplace("assessment_printed", m_values.document().place(*assessment));
        const YamlNode* code = assessment->find("code");
        const auto known = std::find_if(std::begin(assessments), std::end(assessments),
                                        [&](const auto& pair) { return code != nullptr && pair.first == code->scalar; });
        if (known != std::end(assessments))
            entry.values.set("national_assessment", known->second);
        else if (code != nullptr)
            m_values.error("bad_value", *code, entry.number + " assessment",
                           say("შეფასების კოდი „{}“: უნდა იყოს fully-implemented, mostly-implemented, partially-implemented ან "
                               "not-implemented",
                               "assessment code \"{}\": it is fully-implemented, mostly-implemented, partially-implemented or "
                               "not-implemented",
                               code->scalar));
    }
}

void PlanReader::check_counts(const YamlNode& counts)
{
    std::map<std::string, int> found;
    for (const PlanEntry& entry : m_file.entries) {
        ++found[entry.type];
        if (entry.type == "milestone")
            ++found["milestone " + entry.parent];
    }
    const auto compare = [&](const YamlNode& node, const std::string& what, const std::string& key) {
        const auto stated = node.is_scalar() ? to_integer(node.scalar) : std::nullopt;
        if (!stated || *stated != found[key])
            m_values.error("counts_differ", node, what,
                           say("ფაილი ამბობს {}: {}, წაკითხულია {}", "the file states {}: {}, but {} were read", what,
                               node.scalar, found[key]));
    };
    for (const YamlNode::Member& member : counts.members) {
        const std::string where = "counts." + member.key;
        if (member.key == "commitments")
            compare(member.value, where, "commitment");
        else if (member.key == "org_units")
            compare(member.value, where, "org_unit");
        else if (member.key == "milestones" && member.value.is_scalar())
            compare(member.value, where, "milestone");
        else if (member.key == "milestones")
            for (const YamlNode::Member& one : member.value.members)
                compare(one.value, where + "." + one.key, "milestone " + one.key);
        else
            m_values.refuse_key(member, {"commitments", "milestones", "org_units"}, "counts");
    }
}

void PlanReader::check_unit_names()
{
    std::vector<std::string> units;
    for (const PlanEntry& entry : m_file.entries)
        if (entry.type == "org_unit")
            units.push_back(entry.number);
    for (const auto& [where, node] : m_named_units) {
        if (std::find(units.begin(), units.end(), node->scalar) != units.end())
            continue;
        const auto near = nearest(node->scalar, units);
        m_values.error("unknown_unit", *node, where,
                       near ? say("ერთეული „{}“ რეესტრში არ არის; იქნებ „{}“?",
                                  "the unit \"{}\" is not in org_units; did you mean \"{}\"?", node->scalar, *near)
                            : say("ერთეული „{}“ რეესტრში არ არის", "the unit \"{}\" is not in org_units", node->scalar));
    }
}

} // namespace

PlanFile read_plan_file(const YamlDocument& document)
{
    return PlanReader(document).read();
}

} // namespace ogp::app
