#include "app/repository/repository.hpp"

#include "app/repository/known_names.hpp"
#include "app/sync/shared_log.hpp"
#include "app/trust/keys.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/key_wrap.hpp"
#include "ledger/note.hpp"
#include "store/shared_log.hpp"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace ogp::app {
namespace {

std::vector<std::string> described(const std::vector<store::CaseRow>& rows)
{
    std::vector<std::string> words;
    for (const store::CaseRow& row : rows)
        words.push_back(row.path.empty() ? row.subject.uid.hex().substr(0, 12) : row.subject.type + " " + row.path);
    return words;
}

} // namespace

std::filesystem::path find_repository(const std::filesystem::path& start)
{
    std::error_code failed;
    std::filesystem::path folder = std::filesystem::absolute(start, failed).lexically_normal();
    for (; !folder.empty(); folder = folder.parent_path()) {
        if (std::filesystem::is_directory(folder / ".ogp", failed))
            return folder;
        if (folder == folder.parent_path())
            break;
    }
    throw Error(Fault::NotFound,
                say("{} და მის ზემოთ საცავი (.ogp) არ არის", "there is no repository (.ogp) in {} or above it", start.string()),
                say("შექმენით: ogp init, ან მიუთითეთ საქაღალდე: ogp -C DIR", "make one with ogp init, or name its folder: ogp -C DIR"));
}

bool is_actor_id(std::string_view name)
{
    if (name.empty() || name.size() > 64)
        return false;
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return plain(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return plain(c) || c == '.' || c == '_' || c == '-'; });
}

std::string account_actor()
{
    std::string name;
    if (const passwd* account = ::getpwuid(::geteuid()); account != nullptr && account->pw_name != nullptr)
        name = account->pw_name;
    std::string id;
    for (char c : name) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        id += is_actor_id(std::string(1, lower)) || (!id.empty() && (c == '.' || c == '_' || c == '-')) ? lower : '-';
    }
    id.resize(std::min<std::size_t>(id.size(), 64));
    return is_actor_id(id) ? id : fmt::format("uid-{}", ::geteuid());
}

Repository::Repository(const OpenOptions& options)
    : m_options(options),
      m_store(options.folder / ".ogp", store::OpenOptions{.access = options.access, .page_sums = options.page_sums}),
      m_settings(Settings::load(options.folder / ".ogp" / "config.yaml")),
      m_zone(TimeZone::load(m_settings.time_zone))
{
    if (options.access == store::Access::Write && !m_settings.log.empty())
        m_store.share(store::open_shared_log(m_settings.log, m_store.identity().repository), [this] { take_over_shared(*this); });
}

const workflow::CaseType* Repository::find_type(const Hash& workflow) const
{
    if (const auto known = m_types.find(workflow); known != m_types.end())
        return &known->second;
    const auto row = m_store.workflow(workflow);
    return row ? &m_types.emplace(workflow, workflow::load_compiled(parse_json(row->compiled))).first->second : nullptr;
}

const workflow::CaseType& Repository::type(const Hash& workflow) const
{
    const workflow::CaseType* known = find_type(workflow);
    if (known == nullptr)
        throw Error(Fault::Integrity,
                    say("საცავში არ არის პროცესის ვერსია {}", "the repository lacks the workflow version {}", workflow.hex()),
                    say("შეამოწმეთ: ogp fsck", "check it: ogp fsck"));
    return *known;
}

Hash Repository::active_hash(std::string_view id) const
{
    if (const auto row = m_store.active_workflow(id))
        return row->hash;
    const std::vector<std::string> known = type_ids();
    const auto near = nearest(id, known);
    throw Error(Fault::NotFound, say("ასეთი ტიპი არ არის: {}", "there is no case type {}", id),
                near ? say("იქნებ {}?", "did you mean {}?", *near)
                     : say("არის: {}", "there are: {}", join(known, ", ")));
}

const workflow::CaseType& Repository::active_type(std::string_view id) const
{
    return type(active_hash(id));
}

std::vector<std::string> Repository::type_ids() const
{
    std::vector<std::string> ids;
    for (const store::WorkflowRow& row : m_store.active_workflows())
        ids.push_back(row.type);
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::string Repository::actor_id() const
{
    return !m_options.actor.empty() ? m_options.actor : !m_settings.actor.empty() ? m_settings.actor : account_actor();
}

std::optional<workflow::Actor> Repository::reader() const
{
    // Somebody who was named has to be somebody; the account that happens to read need not be.
    return !m_options.actor.empty() || m_store.actor(actor_id()) ? std::optional(acting()) : std::nullopt;
}

workflow::Actor Repository::acting() const
{
    const std::string id = actor_id();
    const auto row = m_store.actor(id);
    if (!row) {
        std::vector<std::string> known;
        for (const store::ActorRow& actor : m_store.actors())
            known.push_back(actor.id);
        throw Error(Fault::Forbidden, say("„{}“ ამ საცავში არავინაა", "\"{}\" is nobody in this repository", printable(id)),
                    one_of(id, known, {"მიუთითეთ --actor", "say --actor"}));
    }
    workflow::Actor actor{row->id, row->roles, m_options.role};
    const bool admin = std::find(actor.roles.begin(), actor.roles.end(), workflow::admin_role) != actor.roles.end();
    if (admin && !actor.role.empty())
        check_role(*this, actor.role);
    if (actor.role.empty())
        actor.role = admin ? std::string(workflow::admin_role) : actor.roles.front();
    else if (!admin && std::find(actor.roles.begin(), actor.roles.end(), actor.role) == actor.roles.end())
        throw Error(Fault::Forbidden,
                    say("{} ვერ იმოქმედებს როლით „{}“", "{} may not act as \"{}\"", id, printable(actor.role)),
                    one_of(actor.role, actor.roles, {"როლები", "roles"}));
    return actor;
}

store::CaseRow Repository::resolve(std::string_view id, std::string_view type) const
{
    std::vector<store::CaseRow> rows = m_store.resolve(id);
    if (!type.empty())
        std::erase_if(rows, [&](const store::CaseRow& row) { return row.subject.type != type; });
    if (rows.size() > 1 && !m_settings.plan.empty()) {
        std::vector<store::CaseRow> here = rows;
        std::erase_if(here, [&](const store::CaseRow& row) { return row.path != m_settings.plan + "/" + row.number; });
        if (here.size() == 1)
            return here.front();
    }
    if (rows.size() == 1)
        return rows.front();
    if (rows.empty())
        throw no_such_case(m_store, id, type);
    throw Error(Fault::Usage, say("„{}“ რამდენიმეა", "\"{}\" is ambiguous", id),
                say("რომელი: {}", "which one: {}", join(described(rows), ", ")));
}

store::CaseRow Repository::plan(std::string_view number) const
{
    const std::string_view wanted = number.empty() ? std::string_view(m_settings.plan) : number;
    if (!wanted.empty())
        return resolve(wanted, "plan");
    const std::vector<store::CaseRow> plans = m_store.list({.type = "plan", .limit = 20});
    if (plans.size() == 1)
        return plans.front();
    if (plans.empty())
        throw Error(Fault::NotFound, say("გეგმა ჯერ არ არის", "there is no plan yet"),
                    say("შემოტანა: ogp plan import FILE", "bring one in: ogp plan import FILE"));
    std::vector<std::string> numbers;
    for (const store::CaseRow& plan : plans)
        numbers.push_back(plan.number);
    throw Error(Fault::Usage, say("გეგმა რამდენიმეა", "there are several plans"),
                say("მიუთითეთ --plan: {}", "say --plan: {}", join(numbers, ", ")));
}

const ledger::SecretKey& Repository::key() const
{
    if (m_key && m_key->public_key() == m_store.identity().key)
        return *m_key;
    std::filesystem::path file = replica_key_file(*this);
    ledger::SecretKey key = read_key(file);
    // Another process may have changed it since this one has opened the repository.
    if (key.public_key() != m_store.identity().key && m_store.look_again()) {
        file = replica_key_file(*this);
        key = read_key(file);
    }
    if (key.public_key() != m_store.identity().key)
        throw Error(Fault::Integrity,
                    say("{}: გასაღები ამ საცავისა არ არის", "{}: the key is not this repository's", file.string()),
                    m_store.log_keys().handovers().empty()
                        ? Localized("დააბრუნეთ გასაღები სარეზერვო ასლიდან", "put the key back from the backup")
                        : Localized("გასაღები შეიცვალა (ogp key rotate): მოიტანეთ ის, რომელიც მაშინ შეიქმნა",
                                    "the key was changed (ogp key rotate): bring the one that was made then"));
    return m_key.emplace(std::move(key));
}

std::string Repository::sign(std::string_view text) const
{
    const store::Identity& identity = m_store.identity();
    return ledger::sign_note(text, ledger::signer_name(identity.repository, identity.replica), key());
}

std::optional<std::string> Repository::unwrap_key(std::string_view wrapped) const
{
    auto opened = ledger::unwrap_key(wrapped, key());
    if (!opened && m_store.look_again())
        opened = ledger::unwrap_key(wrapped, key());
    return opened;
}

} // namespace ogp::app
