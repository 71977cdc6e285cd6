#include "app/workflows/workflow_graph.hpp"

#include "app/workflows/workflow_versions.hpp"
#include "base/text.hpp"
#include "store/projection.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace ogp::app {
namespace {

report::GraphTone tone_of(model::StateCategory category)
{
    switch (category) {
    case model::StateCategory::Open: return report::GraphTone::Open;
    case model::StateCategory::Waiting: return report::GraphTone::Waiting;
    case model::StateCategory::Done: return report::GraphTone::Done;
    case model::StateCategory::Cancelled: return report::GraphTone::Cancelled;
    }
    return report::GraphTone::Open;
}

/// Nobody but the system does it.
bool is_automatic(const workflow::Transition& transition)
{
    return transition.automatic || (transition.roles.size() == 1 && transition.roles.front() == workflow::system_role);
}

/// A transition as it was made from one state.
using Step = std::pair<std::string, std::string>; // transition, from

/// What the log says of the cases of one type.
struct Counted
{
    std::map<Step, std::int64_t> steps;
    std::map<std::string, std::vector<std::int64_t>> stays; ///< state -> milliseconds
};

struct UidHash
{
    std::size_t operator()(const CaseUid& uid) const { return std::hash<std::string_view>()(uid.view()); }
};

Counted counted(const Repository& repository, const std::string& type)
{
    struct Place
    {
        std::string state;
        Instant since;
    };
    Counted result;
    std::unordered_map<CaseUid, Place, UidHash> cases; // looked up only, never walked through
    repository.store().each_event(0, [&](const store::StoredEvent& stored) {
        const model::Event& event = stored.event;
        if (event.type != type || !store::is_folded(stored.leaf.verdict))
            return true;
        if (event.op == model::Op::Open)
            cases[case_uid(stored.id)] = {event.to, event.counts_from()};
        else if (event.op == model::Op::Migrate && event.case_uid)
            cases[*event.case_uid].state = event.to;
        if (event.op != model::Op::Move || !event.case_uid)
            return true;
        ++result.steps[{event.transition, event.from}];
        Place& place = cases[*event.case_uid];
        if (event.from != event.to) {
            result.stays[event.from].push_back(std::max<std::int64_t>(0, event.counts_from().milliseconds() - place.since.milliseconds()));
            place = {event.to, event.counts_from()};
        }
        return true;
    });
    return result;
}

/// The lower of the two in the middle.
std::int64_t median(std::vector<std::int64_t> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

class Drawing
{
public:
    Drawing(const workflow::CaseType& type, const GraphRequest& request) : m_type(type), m_request(request) {}

    report::Graph run()
    {
        check_hidden();
        m_graph.id = m_type.id;
        m_graph.title = {fmt::format("{}, ვერსია {}", m_type.label.in(Language::Ka), m_type.version),
                         fmt::format("{}, version {}", m_type.label.in(Language::En), m_type.version)};
        for (const bool initial : {true, false}) // the picture begins with its first node
            for (const workflow::State& state : m_type.states)
                if (state.initial == initial)
                    m_graph.nodes.push_back({state.id, state.label, {}, tone_of(state.category), state.initial, state.terminal, false, false});
        std::size_t shown = 0;
        for (const workflow::Transition& transition : m_type.transitions) {
            if (std::find(m_request.hide.begin(), m_request.hide.end(), transition.id) != m_request.hide.end())
                continue;
            add(transition);
            ++shown;
        }
        m_graph.description = say("მდგომარეობა {0}, გადასვლა {1}", "{0} states and {1} transitions", m_type.states.size(), shown);
        return std::move(m_graph);
    }

private:
    void check_hidden() const
    {
        for (const std::string& id : m_request.hide) {
            if (m_type.transition(id) != nullptr)
                continue;
            std::vector<std::string> ids;
            for (const workflow::Transition& transition : m_type.transitions)
                ids.push_back(transition.id);
            const auto near = nearest(id, ids);
            throw Error(Fault::Usage, say("გადასვლა „{}“ არ არის", "there is no transition \"{}\"", printable(shorten(id, 60))),
                        near ? say("იქნებ {}?", "did you mean {}?", *near) : say("არის: {}", "there are: {}", join(ids, ", ")));
        }
    }

    std::size_t place_of(const std::string& state) const
    {
        const auto found = std::find_if(m_graph.nodes.begin(), m_graph.nodes.end(), [&](const report::GraphNode& node) { return node.id == state; });
        return static_cast<std::size_t>(found - m_graph.nodes.begin());
    }

    void add(const workflow::Transition& transition)
    {
        for (const std::string& from : transition.from) {
            report::GraphEdge edge;
            edge.from = place_of(from);
            edge.to = place_of(transition.to);
            edge.id = transition.id;
            edge.label = transition.label;
            edge.automatic = is_automatic(transition);
            m_graph.edges.push_back(std::move(edge));
        }
    }

    const workflow::CaseType& m_type;
    const GraphRequest& m_request;
    report::Graph m_graph;
};

/// The states that the case was in, the ways that it went, and where it is.
void mark(report::Graph& graph, const Repository& repository, const model::Case& subject)
{
    std::set<std::string> states;
    std::set<Step> steps;
    for (const store::StoredEvent& stored : repository.store().history(subject.uid)) {
        if (!store::is_folded(stored.leaf.verdict))
            continue;
        if (stored.event.op == model::Op::Open || stored.event.op == model::Op::Move || stored.event.op == model::Op::Migrate)
            states.insert(stored.event.to);
        if (stored.event.op == model::Op::Move)
            steps.insert({stored.event.transition, stored.event.from});
    }
    for (report::GraphNode& node : graph.nodes) {
        node.marked = states.contains(node.id);
        node.current = node.id == subject.state;
    }
    for (report::GraphEdge& edge : graph.edges)
        edge.marked = steps.contains({edge.id, graph.nodes[edge.from].id});
}

void count(report::Graph& graph, const Repository& repository, const std::string& type)
{
    const Counted log = counted(repository, type);
    for (report::GraphNode& node : graph.nodes) {
        const std::int64_t now = repository.store().count({.type = type, .state = node.id});
        node.note = say("ახლა {}", "now {}", now);
        if (const auto stays = log.stays.find(node.id); stays != log.stays.end()) {
            const Localized stay = stay_text(median(stays->second));
            node.note = {fmt::format("{} · მედიანა {}", node.note.ka, stay.ka), fmt::format("{} · median {}", node.note.en, stay.en)};
        }
    }
    for (report::GraphEdge& edge : graph.edges) {
        const auto found = log.steps.find({edge.id, graph.nodes[edge.from].id});
        edge.note = both(std::to_string(found == log.steps.end() ? 0 : found->second));
    }
}

} // namespace

Localized stay_text(std::int64_t milliseconds)
{
    struct Unit
    {
        std::int64_t length;
        Label name{};
    };
    static constexpr Unit units[] = {{86'400'000, {"დღე", "d"}}, {3'600'000, {"სთ", "h"}}, {60'000, {"წთ", "min"}}, {1'000, {"წმ", "s"}}};
    Localized text;
    int parts = 0;
    for (const Unit& unit : units) {
        const std::int64_t count = milliseconds / unit.length;
        milliseconds %= unit.length;
        if (count == 0 && parts == 0)
            continue;
        if (count != 0) {
            text.ka += fmt::format("{}{} {}", text.ka.empty() ? "" : " ", count, unit.name.ka);
            text.en += fmt::format("{}{} {}", text.en.empty() ? "" : " ", count, unit.name.en);
        }
        if (++parts == 2)
            break;
    }
    return text.empty() ? Localized("0 წმ", "0 s") : text;
}

report::Graph workflow_graph(const Repository* repository, const GraphRequest& request)
{
    if (repository == nullptr && (request.stats || !request.highlight.empty()))
        throw Error(Fault::NotFound, {"აქ საცავი არ არის: საქმე და დათვლა მხოლოდ საცავშია", "there is no repository here: cases and counts are in one"},
                    {"მიუთითეთ საქაღალდე: ogp -C DIR", "name its folder: ogp -C DIR"});
    const VersionedType named = named_version(repository, request.type);
    const bool is_plain = request.type.find_first_of("@.") == std::string::npos;
    const auto row = request.highlight.empty() ? std::nullopt : std::optional(repository->resolve(request.highlight, named.type.id));
    report::Graph graph = Drawing(row && is_plain ? repository->type(row->subject.workflow) : named.type, request).run();
    if (request.stats)
        count(graph, *repository, named.type.id);
    if (row)
        mark(graph, *repository, row->subject);
    return graph;
}

} // namespace ogp::app
