#include "app/trust/actors.hpp"

#include "app/cases/batch.hpp"
#include "app/repository/known_names.hpp"
#include "app/trust/tokens.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

using report::Cell;

constexpr std::size_t fewest_key_digits = 8;

store::ActorRow known_actor(const Repository& repository, const std::string& name)
{
    if (const auto actor = repository.store().actor(name))
        return *actor;
    std::vector<std::string> known;
    for (const store::ActorRow& actor : repository.store().actors())
        known.push_back(actor.id);
    throw Error(Fault::NotFound, say("„{}“ ამ საცავში არავინაა", "\"{}\" is nobody in this repository", printable(name)),
                one_of(name, known, {"მომხმარებლები", "actors"}));
}

bool has_role(const store::ActorRow& actor, std::string_view role)
{
    return std::find(actor.roles.begin(), actor.roles.end(), role) != actor.roles.end();
}

ledger::PublicKey key_of(const store::ActorRow& actor, const std::string& digits)
{
    std::vector<ledger::PublicKey> fitting = actor.keys;
    std::erase_if(fitting, [&](const ledger::PublicKey& key) { return !key.hex().starts_with(digits); });
    if (digits.size() < fewest_key_digits || fitting.size() != 1)
        throw Error(Fault::NotFound, say("{}: ასეთი გასაღები არ აქვს: {}", "{} has no such key: {}", actor.id, printable(digits)),
                    say("სია: ogp actor show {}", "list them: ogp actor show {}", actor.id));
    return fitting.front();
}

/// Somebody has to be able to take a revocation back.
void check_somebody_is_left(const Repository& repository, const Revocation& revocation)
{
    const bool takes_key = revocation.key.has_value();
    if (!takes_key && revocation.role && *revocation.role != workflow::admin_role)
        return;
    for (store::ActorRow& actor : repository.store().actors()) {
        if (actor.id == revocation.actor) {
            if (!takes_key)
                continue;
            std::erase_if(actor.keys, [&](const ledger::PublicKey& key) { return key.hex() == *revocation.key; });
        }
        const ledger::PublicKey& own = repository.store().identity().key;
        if (has_role(actor, workflow::admin_role) && std::find(actor.keys.begin(), actor.keys.end(), own) != actor.keys.end())
            return;
    }
    throw Error(Fault::Conflict, {"საცავს ადმინისტრატორი აღარ დარჩებოდა", "nobody would be left who administers the repository here"},
                say("ჯერ მიეცით როლი სხვას: ogp actor grant NAME --role {}", "grant the role to somebody else first: ogp actor grant NAME --role {}",
                    workflow::admin_role));
}

Json keys_json(const store::ActorRow& actor)
{
    Json keys = Json::array();
    for (const ledger::PublicKey& key : actor.keys)
        keys.push(key.hex());
    return keys;
}

Json roles_json(const store::ActorRow& actor)
{
    Json roles = Json::array();
    for (const std::string& role : actor.roles)
        roles.push(role);
    return roles;
}

std::vector<std::string> short_keys(const store::ActorRow& actor)
{
    std::vector<std::string> keys;
    for (const ledger::PublicKey& key : actor.keys)
        keys.push_back(key.hex().substr(0, 16));
    return keys;
}

template <class Write>
void write_one(Repository& repository, DryRun dry_run, const Write& write)
{
    const workflow::Actor actor = repository.acting();
    Batch batch(repository.store(), repository.clock(), actor.id, actor.role);
    write(batch);
    if (dry_run == DryRun::No)
        batch.commit([&](std::string_view text) { return repository.sign(text); });
}

} // namespace

void add_actor(Repository& repository, const std::string& name, const std::vector<std::string>& roles, DryRun dry_run)
{
    check_administers(repository);
    if (!is_actor_id(name))
        throw Error(Fault::Usage, say("„{}“ მომხმარებლის სახელად არ ვარგა", "\"{}\" cannot be an actor's id", printable(name)),
                    say("დაიწერება ლათინური პატარა ასოებით, ციფრებითა და ნიშნებით . _ -",
                        "it is written in lower-case letters a-z, digits and . _ -"));
    if (repository.store().actor(name))
        throw Error(Fault::Conflict, say("„{}“ უკვე არის", "\"{}\" is there already", name),
                    say("კიდევ ერთი როლი: ogp actor grant {} --role ROLE", "one more role: ogp actor grant {} --role ROLE", name));
    for (const std::string& role : roles)
        check_role(repository, role);
    write_one(repository, dry_run, [&](Batch& batch) {
        for (const std::string& role : roles)
            batch.grant(name, std::nullopt, role);
    });
}

void grant_role(Repository& repository, const std::string& name, const std::string& role, DryRun dry_run)
{
    check_administers(repository);
    const store::ActorRow actor = known_actor(repository, name);
    check_role(repository, role);
    if (!has_role(actor, role))
        write_one(repository, dry_run, [&](Batch& batch) { batch.grant(name, std::nullopt, role); });
}

void revoke(Repository& repository, const Revocation& wanted, DryRun dry_run)
{
    check_administers(repository);
    const store::ActorRow actor = known_actor(repository, wanted.actor);
    Revocation revocation = wanted;
    if (wanted.role && !has_role(actor, *wanted.role))
        throw Error(Fault::NotFound, say("{}: როლი „{}“ არ აქვს", "{} does not have the role \"{}\"", actor.id, printable(*wanted.role)),
                    one_of(*wanted.role, actor.roles, {"როლები", "roles"}));
    if (wanted.key)
        revocation.key = key_of(actor, *wanted.key).hex();
    check_somebody_is_left(repository, revocation);
    write_one(repository, dry_run, [&](Batch& batch) { batch.revoke(revocation.actor, revocation.role, revocation.key); });
}

report::Table list_actors(const Repository& repository)
{
    report::Table table{"actors",
                        {"მომხმარებლები", "Actors"},
                        {{"actor", {"მომხმარებელი", "Actor"}}, {"roles", {"როლები", "Roles"}}, {"keys", {"გასაღებები", "Keys"}}},
                        {}};
    for (const store::ActorRow& actor : repository.store().actors())
        table.rows.push_back({Cell::of(actor.id), {roles_json(actor), both(join(actor.roles, ", "))},
                              {keys_json(actor), both(join(short_keys(actor), ", "))}});
    return table;
}

ActorSheet show_actor(const Repository& repository, const std::string& name)
{
    const store::ActorRow actor = known_actor(repository, name);
    ActorSheet sheet;
    sheet.json = Json::object({{"actor", actor.id}, {"keys", keys_json(actor)}, {"roles", roles_json(actor)}});
    sheet.card.id = "actor";
    sheet.card.rows.emplace_back(Localized("როლები", "Roles"), Cell::of(join(actor.roles, ", ")));
    for (const ledger::PublicKey& key : actor.keys)
        sheet.card.rows.emplace_back(Localized("გასაღები", "Key"), Cell::of(key.hex()));
    return sheet;
}

} // namespace ogp::app
