#include "app/trust/tokens.hpp"

#include "app/repository/known_names.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

constexpr std::string_view prefix = "ogp_pat_";
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t sum_bytes = 4;
constexpr std::size_t id_digits = 12;
constexpr std::size_t fewest_id_digits = 4;
constexpr std::int64_t hour = 3'600'000;

std::string sum_of(std::string_view secret)
{
    const std::uint32_t sum = crc32(secret);
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(sum >> static_cast<unsigned>(shift) & 0xffU);
    return bytes;
}

/// "90d", "12h" as milliseconds.
std::int64_t term_of(const std::string& text)
{
    const char unit = text.empty() ? '\0' : text.back();
    const auto number = to_integer(std::string_view(text).substr(0, text.empty() ? 0 : text.size() - 1));
    const std::int64_t length = unit == 'd' ? 24 * hour : unit == 'h' ? hour : 0;
    if (length == 0 || !number || *number < 1 || *number > longest_token_days * 24 || *number * length > longest_token_days * 24 * hour)
        throw Error(Fault::Usage, say("„{}“ ვადად არ ვარგა", "\"{}\" is no term for a token", printable(text)),
                    say("მაგალითად 30d ან 12h, არა უმეტეს {} დღისა", "for example 30d or 12h, at most {} days", longest_token_days));
    return *number * length;
}

std::string id_of(const store::TokenRow& token)
{
    return token.hash.hex().substr(0, id_digits);
}

} // namespace

std::string_view code(Scope scope)
{
    switch (scope) {
    case Scope::Pull: return "pull";
    case Scope::Push: return "push";
    case Scope::Personal: return "personal";
    case Scope::Secret: return "secret";
    case Scope::Metrics: return "metrics";
    case Scope::Witness: return "witness";
    case Scope::Admin: return "admin";
    }
    return {};
}

Scopes scopes_from(std::string_view words)
{
    std::vector<std::string> known;
    for (const Scope scope : all_scopes)
        known.emplace_back(code(scope));
    Scopes scopes;
    for (const std::string_view part : split(words, ',')) {
        const std::string word(trim(part));
        const auto found = std::find(known.begin(), known.end(), word);
        if (found == known.end())
            throw Error(Fault::Usage, say("„{}“ უფლება არ არის", "\"{}\" is no scope", printable(word)),
                        one_of(word, known, {"უფლებები", "scopes"}));
        scopes.insert(all_scopes[static_cast<std::size_t>(found - known.begin())]);
    }
    return scopes;
}

std::string to_text(const Scopes& scopes)
{
    std::vector<std::string> words;
    for (const Scope scope : scopes)
        words.emplace_back(code(scope));
    return join(words, ",");
}

std::uint32_t crc32(std::string_view bytes)
{
    std::uint32_t sum = 0xffffffffU;
    for (const char byte : bytes) {
        sum ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum >> 1U ^ (0xedb88320U & (0U - (sum & 1U)));
    }
    return ~sum;
}

std::string new_token_text()
{
    const std::string secret = random_bytes(secret_bytes);
    return std::string(prefix) + to_hex(secret) + to_hex(sum_of(secret));
}

std::optional<Hash> token_hash(std::string_view text)
{
    if (!text.starts_with(prefix) || text.size() != prefix.size() + 2 * (secret_bytes + sum_bytes))
        return std::nullopt;
    const auto bytes = from_hex(text.substr(prefix.size()));
    if (!bytes || sum_of(std::string_view(*bytes).substr(0, secret_bytes)) != std::string_view(*bytes).substr(secret_bytes))
        return std::nullopt;
    return sha256(text);
}

void check_is_admin(const Repository& repository)
{
    const workflow::Actor actor = repository.acting();
    if (actor.role != workflow::admin_role)
        throw Error(Fault::Forbidden, say("როლს „{}“ ეს არ შეუძლია", "the role \"{}\" may not do that", actor.role),
                    say("როლში: {}", "in the role {}", workflow::admin_role));
}

void check_administers(const Repository& repository)
{
    if (!repository.store().identity().is_authority())
        throw Error(Fault::Forbidden, {"ეს ასლია: ამას მთავარი საცავი აკეთებს", "this is a clone: only its authority does that"},
                    {"გააკეთეთ იქ, სადაც ogp serve მუშაობს", "do it where ogp serve runs"});
    check_is_admin(repository);
}

NewToken new_token(Repository& repository, const TokenRequest& request, DryRun dry_run)
{
    check_is_admin(repository);
    if (!repository.store().actor(request.actor)) {
        std::vector<std::string> known;
        for (const store::ActorRow& actor : repository.store().actors())
            known.push_back(actor.id);
        throw Error(Fault::NotFound, say("„{}“ ამ საცავში არავინაა", "\"{}\" is nobody in this repository", printable(request.actor)),
                    one_of(request.actor, known, {"მომხმარებლები", "actors"}));
    }
    const Instant now = repository.clock().now;
    NewToken token;
    token.text = new_token_text();
    token.actor = request.actor;
    token.scopes = request.scopes;
    token.expires = Instant::from_milliseconds(now.milliseconds() + term_of(request.expires));
    store::TokenRow row;
    row.hash = *token_hash(token.text);
    row.actor = token.actor;
    row.scopes = to_text(token.scopes);
    row.created = now;
    row.expires = token.expires;
    token.id = id_of(row);
    if (dry_run == DryRun::No)
        repository.store().add_token(row);
    return token;
}

report::Table list_tokens(const Repository& repository)
{
    report::Table table{"tokens",
                        {"გასაღებსიტყვები", "Tokens"},
                        {{"id", {"იდენტიფიკატორი", "Id"}},
                         {"actor", {"მომხმარებელი", "Actor"}},
                         {"scopes", {"უფლებები", "Scopes"}},
                         {"created", {"შექმნილია", "Created"}},
                         {"expires", {"იწურება", "Expires"}},
                         {"last_used", {"ბოლოს გამოიყენეს", "Last used"}},
                         {"revoked", {"გაუქმებულია", "Revoked"}}},
                        {}};
    const auto time = [&](const std::optional<Instant>& at) { return at ? Cell::of(repository.zone().rfc3339(*at)) : Cell::none(); };
    for (const store::TokenRow& token : repository.store().tokens())
        table.rows.push_back({Cell::of(id_of(token)), Cell::of(token.actor), Cell::of(token.scopes), time(token.created), time(token.expires),
                              time(token.last_used), time(token.revoked)});
    return table;
}

void revoke_token(Repository& repository, std::string_view id, DryRun dry_run)
{
    check_is_admin(repository);
    std::vector<store::TokenRow> fitting = repository.store().tokens();
    std::erase_if(fitting, [&](const store::TokenRow& token) { return !token.hash.hex().starts_with(id); });
    if (id.size() < fewest_id_digits || fitting.empty())
        throw Error(Fault::NotFound, say("ასეთი გასაღებსიტყვა არ არის: {}", "there is no token {}", printable(id)),
                    {"სია: ogp token list", "list them: ogp token list"});
    if (fitting.size() > 1)
        throw Error(Fault::Usage, say("„{}“ რამდენიმეა", "\"{}\" is ambiguous", printable(id)),
                    {"დაწერეთ მეტი ციფრი: ogp token list", "write more digits of it: ogp token list"});
    if (dry_run == DryRun::No)
        repository.store().revoke_token(fitting.front().hash, repository.clock().now);
}

} // namespace ogp::app
