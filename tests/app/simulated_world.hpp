#pragma once

#include "app/clocks/tick.hpp"
#include "app/faulty_transport.hpp"
#include "app/random_acts.hpp"
#include "app/repository/shipped.hpp"
#include "app/sync/leases.hpp"
#include "app/trial_city.hpp"
#include "app/trust/actors.hpp"
#include "app/trust/erasure.hpp"
#include "app/trust/key_rotation.hpp"
#include "app/trust/proofs.hpp"
#include "app/trust/witness.hpp"
#include "app/workflows/workflow_migration.hpp"
#include "app/workflows/workflow_versions.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "fixed/fixed_random.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace ogp::app {

/// A fault of the program itself, which the checks must find.
enum class Plant {
    None,
    Forget,  ///< a replica drops what waits
    Believe, ///< a replica takes what it has sent for settled before the authority has answered
};

/// While it lives, the program's random bytes follow from a seed: ids, keys, nonces.
class SeededBytes
{
public:
    explicit SeededBytes(unsigned seed)
    {
        testing::random_state = seed;
        set_random_source(testing::fill_fixed);
    }
    ~SeededBytes() { set_random_source(nullptr); }
    SeededBytes(const SeededBytes&) = delete;
    SeededBytes& operator=(const SeededBytes&) = delete;
};

/// A city with several desks, in which everything happens as a seed says.
class SimulatedWorld
{
public:
    explicit SimulatedWorld(unsigned seed, Plant plant = Plant::None)
        : m_bytes(seed), m_random(seed), m_acts(m_random), m_plant(plant), m_city(some_types()), m_witness_folder("witness")
    {
        Repository repository = m_city.open("admin");
        know_roles(repository);
        const std::size_t count = 3 + m_acts.below(3);
        for (std::size_t i = 0; i < count; ++i)
            add_actor(repository, "clerk" + std::to_string(i), m_roles, DryRun::No);
        know_witness();
        for (std::size_t i = 0; i < count; ++i) {
            Scopes scopes = {Scope::Pull, Scope::Push};
            if (i != 1) // one desk sees nothing personal but its own
                scopes.insert(Scope::Personal);
            m_clones.push_back(std::make_unique<TrialClone>(m_city, "clerk" + std::to_string(i % (count - 1)), scopes)); // two of one actor
        }
        for (auto& clone : m_clones)
            clone->pull();
        m_partitioned.resize(count);
    }

    void run(int steps)
    {
        for (int step = 0; step < steps; ++step) {
            pass_time();
            const std::size_t who = m_acts.below(m_clones.size());
            switch (m_acts.below(16)) {
            case 0: m_partitioned[who] = !m_partitioned[who]; break;
            case 1:
            case 2: act_on_authority(); break;
            case 3: m_city.restart(); break;
            case 4: wrong_clock(who); break;
            case 5: look_on(); break;
            case 6:
            case 7:
            case 8: synchronise(who); break;
            default: act(who); break;
            }
        }
    }

    /// Everybody meets; then what is wrong, a line each.
    std::vector<std::string> settle()
    {
        std::vector<std::string> wrong;
        for (int round = 0; round < 2; ++round)
            for (auto& clone : m_clones)
                try {
                    clone->sync();
                } catch (const Error& error) {
                    wrong.push_back("cannot synchronise: " + error.message().en);
                }
        Repository city = m_city.open("admin");
        for (const std::string& finding : findings_of(city))
            wrong.push_back("authority: " + finding);
        for (std::size_t i = 0; i < m_clones.size(); ++i)
            check(i, city, wrong);
        for (const Hash& id : m_written)
            if (!city.store().find_event(id))
                wrong.push_back("the authority has no verdict on " + id.hex());
        check_proof(city, wrong);
        try {
            look_on();
        } catch (const Error& error) {
            wrong.push_back("the witness: " + error.message().en);
        }
        return wrong;
    }

    std::size_t written() const { return m_written.size(); }
    /// Acts that were made, and what the authority did beside them.
    const std::set<std::string>& acts() const { return m_acts.done(); }
    const std::map<std::string, int>& keeper_acts() const { return m_keeper; }
    std::map<std::string, int> verdicts() const
    {
        std::map<std::string, int> counts;
        m_city.open("admin").store().each_event(0, [&](const store::StoredEvent& event) {
            ++counts[std::string(ledger::code(event.leaf.verdict))];
            return true;
        });
        return counts;
    }

private:
    /// A few of the shipped case types, so that people meet in the same cases, and those that they point to.
    std::vector<std::string> some_types()
    {
        std::map<std::string, std::string_view> shipped;
        for (const ShippedFile& file : shipped_files())
            if (const std::string_view path = file.path; path.starts_with("workflows/") && path.find('/', 10) == path.npos && path != "workflows/roles.yaml")
                shipped.emplace(path.substr(10, path.size() - 15), file.content);
        std::vector<std::string> types;
        for (const auto& [id, text] : shipped)
            types.push_back(id);
        std::shuffle(types.begin(), types.end(), m_random);
        constexpr std::size_t some = 3;
        types.resize(some);
        m_acts.prefer(types);
        for (std::size_t i = 0; i < types.size(); ++i)
            for (const std::string_view before : {"type: ref, to: ", "count(children."}) {
                const std::string_view text = shipped.at(types[i]);
                for (std::size_t at = text.find(before); at != text.npos; at = text.find(before, at + 1)) {
                    const std::string_view rest = text.substr(at + before.size());
                    const std::string named(rest.substr(0, rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz_")));
                    if (shipped.contains(named) && std::find(types.begin(), types.end(), named) == types.end())
                        types.push_back(named);
                }
            }
        return types;
    }

    /// The roles that these case types give something to do.
    void know_roles(const Repository& repository)
    {
        std::set<std::string> roles;
        const auto add = [&](const std::vector<std::string>& some) { roles.insert(some.begin(), some.end()); };
        for (const std::string& id : repository.type_ids()) {
            const workflow::CaseType& type = repository.active_type(id);
            add(type.permissions.open);
            add(type.permissions.set);
            add(type.permissions.comment);
            for (const workflow::Transition& transition : type.transitions)
                add(transition.roles);
            for (const workflow::VoteGroup& group : type.votes.groups)
                add(group.roles);
        }
        roles.erase(std::string(workflow::admin_role));
        roles.erase(std::string(workflow::system_role));
        m_roles.assign(roles.begin(), roles.end());
    }

    /// Minutes pass; each place has its own idea of the time.
    void pass_time()
    {
        const auto minutes = static_cast<std::int64_t>(m_acts.below(90));
        const auto later = [&](Instant now) { return Instant::from_milliseconds(now.milliseconds() + minutes * 60'000); };
        m_city.now = later(m_city.now);
        for (auto& clone : m_clones)
            clone->now = later(clone->now);
    }

    void wrong_clock(std::size_t who)
    {
        constexpr std::int64_t ten_years = 10LL * 365 * 24 * 3600 * 1000;
        const std::int64_t away = !m_acts.chance(20) ? 0 : m_acts.chance(50) ? ten_years : -ten_years;
        m_clones[who]->now = Instant::from_milliseconds(m_city.now.milliseconds() + away);
    }

    void act(std::size_t who)
    {
        for (std::size_t i = 0; i <= m_acts.below(3); ++i) {
            Repository repository = m_clones[who]->open({});
            if (!m_acts.act(repository))
                continue;
            repository.store().each_pending([&](const store::StoredEvent& event) {
                m_written.insert(event.id);
                return true;
            });
        }
    }

    // What only the authority does.

    void act_on_authority()
    {
        Repository repository = m_city.open("admin");
        const std::string name = "clerk" + std::to_string(m_acts.below(m_clones.size()));
        const std::string role = m_roles[m_acts.below(m_roles.size())];
        const std::size_t kind = m_acts.below(12);
        static constexpr const char* words[] = {"revoke role", "grant role", "tick", "erase", "lease", "end lease", "revoke key", "migrate", "erase"};
        try {
            switch (kind) {
            case 0: revoke(repository, {.actor = name, .role = role}, DryRun::No); break;
            case 1: grant_role(repository, name, role, DryRun::No); break;
            case 2: tick(repository, DryRun::No); break;
            case 3:
            case 8: erase_somebody(repository); break;
            case 4: lease_some(repository); break;
            case 5: end_some_lease(repository); break;
            case 6: revoke_key(repository); break;
            case 7: migrate_some_type(repository); break;
            default: m_acts.act(repository); return;
            }
            ++m_keeper[words[kind]];
        } catch (const Error& error) {
            if (error.fault() == Fault::Integrity || error.fault() == Fault::Internal)
                throw;
        }
    }

    /// The first case from some place on that holds anything personal.
    void erase_somebody(Repository& repository)
    {
        const std::vector<store::CaseRow> rows = repository.store().list({.limit = 60});
        const std::size_t start = rows.empty() ? 0 : m_acts.below(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (const store::CaseRow& row = rows[(start + i) % rows.size()]; !row.subject.sealed.empty())
                return static_cast<void>(erase_case(repository, row, "Law on personal data, art. 16", DryRun::No));
        throw Error(Fault::NotFound, both("nobody"));
    }

    void lease_some(Repository& repository)
    {
        const std::vector<std::string> types = repository.type_ids();
        const ReplicaId replica = m_clones[m_acts.below(m_clones.size())]->open({}).store().identity().replica;
        std::vector<std::string> numbered;
        for (const std::string& type : types)
            if (!repository.active_type(type).numbering.empty())
                numbered.push_back(type);
        if (numbered.empty())
            throw Error(Fault::NotFound, both("nothing is numbered"));
        lease_numbers(repository, {.type = numbered[m_acts.below(numbered.size())], .count = 3, .replica = replica}, DryRun::No);
    }

    void end_some_lease(Repository& repository)
    {
        std::vector<std::string> open;
        for (const store::LeaseRow& lease : repository.store().leases())
            if (!lease.ended)
                open.push_back(lease.event.hex());
        if (open.empty())
            throw Error(Fault::NotFound, both("no lease"));
        end_lease(repository, open[m_acts.below(open.size())], DryRun::No);
    }

    void revoke_key(Repository& repository)
    {
        const std::size_t who = m_acts.below(m_clones.size());
        revoke(repository, {.actor = "clerk" + std::to_string(who % (m_clones.size() - 1)), .key = m_clones[who]->open({}).store().identity().key.hex()},
               DryRun::No);
    }

    /// The next version of a case type, with a field more, and the open cases go over to it while replicas act on the old one.
    void migrate_some_type(Repository& repository)
    {
        const std::vector<std::string> types = repository.type_ids();
        const std::string id = types[m_acts.below(types.size())];
        const std::int64_t version = repository.active_type(id).version;
        const auto file = m_city.folder() / "workflows" / (id + ".yaml");
        std::string text = read_file(file, 1U << 20U);
        const auto replace = [&](const std::string& before, const std::string& after) {
            const std::size_t at = text.find(before);
            if (at != std::string::npos)
                text.replace(at, before.size(), after);
        };
        replace(fmt::format("\nversion: {}\n", version), fmt::format("\nversion: {}\n", version + 1));
        replace("\nfields:\n", fmt::format("\nfields:\n  later_{}: {{type: string, privacy: public, label: {{ka: \"შემდეგ\", en: \"Later\"}}}}\n", version));
        write_file(file, text);
        apply_workflows(repository, {.names = {id}, .reserved = {}}, DryRun::No);
        migrate_cases(repository, {.type = id, .from = version, .to = version + 1, .where = {}}, DryRun::No);
    }

    // The witness, who has seen every checkpoint that it was shown and lets none go back.

    void know_witness()
    {
        const auto config = m_city.folder() / ".ogp" / "config.yaml";
        Settings settings = Settings::load(config);
        settings.witnesses = {ledger::verifier_key("ngo.example/w1", m_witness_key.public_key(), ledger::KeyKind::Witness)};
        write_file(config, settings.to_yaml());
        m_city.restart();
        m_witness_token = m_city.token("nino", {Scope::Witness, Scope::Pull});
        make_folders(m_witness_folder.path());
    }

    void look_on()
    {
        InProcessTransport transport(m_city.authority(), m_witness_token);
        witness_once(transport, {.name = "ngo.example/w1", .key = m_witness_key, .state = m_witness_folder.path() / "seen.json", .now = m_city.now});
        ++m_keeper["witness"];
    }

    // The network.

    void synchronise(std::size_t who)
    {
        if (m_partitioned[who])
            return;
        TrialClone& clone = *m_clones[who];
        auto network = std::make_unique<FaultyTransport>(clone.transport(), m_random, 25);
        try {
            if (m_acts.chance(5)) {
                Repository repository = clone.open({});
                sync::Client client(std::move(network));
                rotate_key(repository, client);
                ++m_keeper["rotate key"];
                return;
            }
            clone.run(
                [&](ReplicaSync& replica) {
                    if (m_plant == Plant::Forget && who == 0)
                        forget(clone);
                    else if (m_acts.chance(70))
                        replica.sync();
                    else
                        replica.push();
                },
                std::move(network), [&](SyncWork, std::uint64_t, std::uint64_t) {
                    if (m_acts.chance(3))
                        throw Crash{};
                });
        } catch (const Error& error) {
            if (m_plant == Plant::Believe)
                forget(clone);
            // A network that changes bytes makes an authority look as if it had changed its history; nothing of that is kept.
            if (error.fault() == Fault::Internal || error.fault() == Fault::Io)
                throw;
        } catch (const Crash&) {
        }
    }

    /// What a crash looks like from inside: the work ends, whatever it was doing.
    struct Crash
    {
    };

    static void forget(TrialClone& clone)
    {
        Repository repository = clone.open({});
        const auto waiting = repository.store().pending_batches();
        if (!waiting.empty())
            repository.store().discard_pending(waiting.front().first);
    }

    // What must hold in the end.

    void check(std::size_t who, const Repository& city, std::vector<std::string>& wrong)
    {
        Repository here = m_clones[who]->open({});
        const std::string name = "replica " + std::to_string(who) + ": ";
        if (here.store().head().root != city.store().head().root)
            wrong.push_back(name + "another tree");
        if (here.store().projection_root() != city.store().projection_root())
            wrong.push_back(name + "another projection");
        if (here.store().count_pending() != 0)
            wrong.push_back(name + "still waiting: " + here.store().pending_batches().front().refused);
        for (const std::string& finding : findings_of(here))
            wrong.push_back(name + finding);
    }

    void check_proof(const Repository& city, std::vector<std::string>& wrong)
    {
        const std::uint64_t size = city.store().head().size;
        try {
            const std::string key = ledger::verifier_key(ledger::signer_name(city.store().identity().repository, city.store().identity().replica),
                                                         city.store().identity().key);
            const Repository here = m_clones[m_acts.below(m_clones.size())]->open({});
            verify_proof(prove(here, "#" + std::to_string(m_acts.below(size))), "proof", {.key = key});
        } catch (const Error& error) {
            wrong.push_back("a proof does not hold: " + error.message().en);
        }
    }

    SeededBytes m_bytes;
    std::mt19937 m_random;
    RandomActs m_acts;
    Plant m_plant;
    TrialCity m_city;
    std::vector<std::string> m_roles;
    std::vector<std::unique_ptr<TrialClone>> m_clones;
    std::vector<bool> m_partitioned;
    std::set<Hash> m_written;
    std::map<std::string, int> m_keeper;
    TrialFolder m_witness_folder;
    ledger::SecretKey m_witness_key = ledger::SecretKey::from_seed(std::string(32, 'w'));
    std::string m_witness_token;
};

} // namespace ogp::app
