#pragma once

#include "app/sync/authority.hpp"
#include "app/trial_log.hpp"
#include "app/trial_repository.hpp"
#include "app/trust/actors.hpp"
#include "app/trust/check.hpp"
#include "app/trust/tokens.hpp"
#include "base/random.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/signature.hpp"
#include "model/case.hpp"
#include "sync/wire.hpp"
#include "workflow/decide.hpp"
#include "workflow/further_acts.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ogp::app {

/// What fsck says of it.
inline Findings findings_of(Repository&& repository)
{
    return check_repository(repository, store::Signatures::All).findings;
}

/// An authority over errands and steps, with a clerk, a head and a citizen, and time that stands still.
class TrialAuthority
{
public:
    explicit TrialAuthority(TestClock test_clock = TestClock::Refuse)
        : m_trial({data("errand.yaml"), data("step.yaml"), data("request.yaml"), data("parcel.yaml")})
    {
        Repository repository = m_trial.open();
        add_actor(repository, "giorgi", {"clerk", "coordinator"}, DryRun::No);
        add_actor(repository, "manana", {"clerk", "head"}, DryRun::No);
        add_actor(repository, "nana", {"citizen"}, DryRun::No);
        share_trial_log(repository);
        AuthorityOptions options;
        options.folder = m_trial.folder();
        options.test_clock = test_clock;
        options.clock = [this] { return Clock{now, ClockSource::System}; };
        authority = std::make_unique<Authority>(std::move(options));
    }

    static std::string data(const std::string& file) { return std::string(OGP_SOURCE_DIR) + "/tests/data/workflows/" + file; }

    Repository open() const { return m_trial.open(); }
    const std::filesystem::path& folder() const { return m_trial.folder(); }

    Session session(const std::string& actor, const std::string& scopes = "push,pull")
    {
        Repository repository = open();
        const NewToken token = new_token(repository, {actor, scopes_from(scopes)}, DryRun::No);
        const auto known = authority->authenticate(token.text);
        return known.value();
    }

    Instant now = Instant::from_milliseconds(TrialRepository::clock().now.milliseconds() + 60'000);
    std::unique_ptr<Authority> authority;

private:
    TrialRepository m_trial;
};

/// A replica as the authority sees it: an id, a key, a counter, and what its writer saw of cases. What it writes has been decided,
/// unless a test spoils it.
class TrialReplica
{
public:
    TrialReplica(TrialAuthority& city, std::string who, std::string in_role)
        : replica(ReplicaId::from_bytes(random_bytes(16)).value()), key(ledger::SecretKey::generate()), actor(std::move(who)),
          role(std::move(in_role)), m_city(city), m_repository(city.open()), session(city.session(actor))
    {
        sync::Registration registration{replica, key.public_key(), {}};
        registration.signature = key.sign(registration.text(m_repository.store().identity().repository));
        city.authority->register_replica(session, registration);
    }

    /// What somebody sees who has just pulled.
    void pull()
    {
        seen.clear();
        m_repository.store().each_case({}, [&](store::CaseRow&& row) {
            seen.emplace(row.subject.uid, row.subject);
            return true;
        });
    }

    CaseUid open(const std::string& type, const Json& set)
    {
        workflow::Intent intent;
        intent.op = model::Op::Open;
        intent.set = set;
        return write(std::nullopt, type, intent);
    }
    void set(const CaseUid& uid, const Json& values)
    {
        workflow::Intent intent;
        intent.op = model::Op::Set;
        intent.set = values;
        write(uid, seen.at(uid).type, intent);
    }
    void move(const CaseUid& uid, const std::string& transition, const Json& values = Json::object())
    {
        workflow::Intent intent;
        intent.op = model::Op::Move;
        intent.transition = transition;
        intent.set = values;
        write(uid, seen.at(uid).type, intent);
    }
    void comment(const CaseUid& uid, const std::string& text)
    {
        workflow::Intent intent;
        intent.op = model::Op::Comment;
        intent.text = text;
        write(uid, seen.at(uid).type, intent);
    }

    /// Decides and keeps as an event to be sent. Error{Forbidden} with the rule where it is not allowed.
    CaseUid write(const std::optional<CaseUid>& uid, const std::string& type_id, const workflow::Intent& intent, const std::string& as = {},
                  const std::string& why = {})
    {
        const Hash workflow = m_repository.active_hash(type_id);
        const workflow::CaseType& type = m_repository.type(workflow);
        workflow::Facts facts;
        facts.now = at.value_or(m_city.now);
        facts.today = m_repository.zone().date_at(facts.now);
        const model::Case* subject = uid ? &seen.at(*uid) : nullptr;
        std::optional<workflow::ParentFacts> parent;
        if (const auto above = !uid && !type.parent_field.empty() ? CaseUid::from_hex(intent.set.text(type.parent_field)) : std::nullopt)
            facts.parent = &parent.emplace(workflow::ParentFacts{m_repository.active_type("errand"), seen.at(*above), 0});
        const workflow::Decision decision = workflow::decide(type, subject, {actor, roles(), as.empty() ? role : as}, intent, facts);
        if (!decision.allowed())
            throw Error(Fault::Forbidden, both(decision.refusal->rule));
        model::Event event;
        event.repository = m_repository.store().identity().repository;
        event.replica = replica;
        event.nonce = random_integer();
        event.op = intent.op;
        event.at = facts.now;
        event.actor = actor;
        event.role = as.empty() ? role : as;
        workflow::fill(event, intent, *decision.permit);
        event.type = type_id;
        if (uid) {
            event.case_uid = uid;
            event.base = subject->version;
        } else {
            event.workflow = workflow;
        }
        if (!why.empty())
            event.why = why;
        const CaseUid made = keep(std::move(event));
        follow(*decision.permit, made);
        return made;
    }

    /// Keeps an event as it is, with the next number.
    CaseUid keep(model::Event event)
    {
        event.number = ++number;
        const std::string bytes = ledger::encode(event);
        const Hash id = ledger::event_id(bytes);
        const CaseUid uid = event.case_uid.value_or(case_uid(id));
        if (acts_on_case(event.op))
            model::apply(seen[uid], event, id);
        waiting.push_back(bytes);
        return uid;
    }

    /// The lines of a push of what waits, one batch.
    std::string lines() const { return lines_of({waiting}); }
    std::string lines_of(const std::vector<std::vector<std::string>>& batches) const
    {
        const RepositoryId repository = m_repository.store().identity().repository;
        sync::PushWriter writer({repository, replica, 0});
        for (const std::vector<std::string>& batch : batches) {
            std::vector<Hash> ids;
            for (const std::string& bytes : batch)
                ids.push_back(ledger::event_id(bytes));
            writer.batch(batch.size(), key.sign(ledger::BatchStatement::over(repository, ids).text()));
            for (const std::string& bytes : batch)
                writer.event(bytes);
        }
        return writer.text();
    }

    sync::PushAnswer push(const std::string& text) { return m_city.authority->push(session, text); }
    sync::PushAnswer push()
    {
        const std::string text = lines();
        waiting.clear();
        return push(text);
    }

    ReplicaId replica;
    ledger::SecretKey key;
    std::string actor;
    std::string role;
    std::optional<Instant> at;            ///< another clock than the authority's
    std::int64_t number = 0;
    std::map<CaseUid, model::Case> seen;
    std::vector<std::string> waiting;     ///< bytes of events
    bool leaves_consequences = false;     ///< does not do what follows from its acts

private:
    std::vector<std::string> roles() const { return m_repository.store().actor(actor)->roles; }

    void follow(const workflow::Permit& permit, const CaseUid& uid)
    {
        if (leaves_consequences)
            return;
        for (const workflow::Consequence& consequence : permit.consequences) {
            std::vector<workflow::Part> parts;
            for (const auto& [part, subject] : seen)
                if (subject.type == consequence.what && subject.fields["errand"] == Json(uid.hex()))
                    parts.push_back({part, m_repository.type(subject.workflow).state(subject.state)->terminal});
            for (const workflow::FurtherAct& act : workflow::further_acts(consequence, uid, parts, "errand"))
                write(act.subject, act.subject ? seen.at(*act.subject).type : act.type, act.intent, std::string(workflow::system_role), consequence.why);
        }
    }

    TrialAuthority& m_city;
    Repository m_repository;

public:
    Session session;
};

} // namespace ogp::app
