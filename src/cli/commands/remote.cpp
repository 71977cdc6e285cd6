#include "app/sync/replica_remote.hpp"
#include "cli/commands.hpp"
#include "cli/remote_session.hpp"

#include <cstdlib>
#include <utility>

namespace ogp::cli {
namespace {

Json object_of(const app::Repository& repository)
{
    const store::Identity& identity = repository.store().identity();
    const store::Head head = repository.store().head();
    return Json::object({{"url", repository.settings().remote},
                         {"authority", identity.log_keeper().hex()},
                         {"authority_key", repository.store().log_keys().present().key.hex()},
                         {"replica", identity.replica.hex()},
                         {"token", app::kept_token(repository.data_folder()).empty() ? "none" : "kept"},
                         {"size", static_cast<std::int64_t>(head.size)},
                         {"waiting", repository.store().count_pending()}});
}

report::Card card_of(const Json& object)
{
    static constexpr std::pair<const char*, Label> lines[] = {{"url", {"მისამართი", "Address"}},
                                                              {"authority", {"მთავარი საცავი", "Authority"}},
                                                              {"authority_key", {"მისი გასაღები", "Its key"}},
                                                              {"replica", {"ეს ასლი", "This replica"}}};
    report::Card card;
    for (const auto& [key, label] : lines)
        card.rows.emplace_back(label, report::Cell::of(object.text(key)));
    const Localized token = object.text("token") == "kept" ? Localized("შენახულია", "kept") : Localized("არ არის", "none");
    card.rows.emplace_back(Localized("გასაღებსიტყვა", "Token"), report::Cell::localized(token));
    return card;
}

int run_show(Context& context, const Args&)
{
    app::remote_url(context.repository()); // says so where this is no clone
    const Json object = object_of(context.repository());
    context.require_fields(object);
    return context.print(object, card_of(object));
}

int run_set(Context& context, const Args& args)
{
    const std::string url = args.text("url");
    const std::string token = args.flag("token-stdin") ? token_from_input() : std::string();
    app::check_remote(url);
    if (context.options().dry_run)
        return EXIT_SUCCESS;
    app::set_remote(context.repository(), url);
    if (!token.empty())
        app::keep_token(context.repository().data_folder(), token);
    context.say_line(say("მთავარი საცავის მისამართია {}", "the address of the authority is {}", url));
    return EXIT_SUCCESS;
}

constexpr Arg set_args[] = {
    {.name = "url", .value = "URL", .help = {"მისამართი", "Address"}, .place = Arg::Positional, .need = Arg::Required},
    {.name = "token-stdin", .help = {"გასაღებსიტყვა სტანდარტული შესატანიდან", "Read the token from standard input"}, .kind = Arg::Flag},
};

constexpr Example show_examples[] = {
    {"ogp remote show", {"საიდან მოდის ჟურნალი", "Where the log comes from"}},
};
constexpr Example set_examples[] = {
    {"ogp remote set https://ogp.example.ge", {"მისამართი შეიცვალა", "The address has changed"}},
    {"ogp remote set https://ogp.example.ge --token-stdin < token", {"ახალი გასაღებსიტყვაც", "And a new token"}},
};

} // namespace

constinit const Command remote_show{
    .path = "remote show",
    .summary = {"მთავარი საცავის მისამართი და გასაღები", "Show where the authority is, and its key"},
    .examples = show_examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run_show,
};

constinit const Command remote_set{
    .path = "remote set",
    .summary = {"მთავარი საცავის მისამართის შეცვლა", "Change the address of the authority"},
    .doc = {"მისამართი .ogp/config.yaml-ში იწერება, გასაღებსიტყვა – .ogp/token-ში, რეჟიმით 0600. ბრძანების სიტყვებში გასაღებსიტყვა არასდროს იწერება.",
            "The address is written to .ogp/config.yaml, the token to .ogp/token, mode 0600. A token never stands in the words of a "
            "command."},
    .args = set_args,
    .examples = set_examples,
    .run = run_set,
};

} // namespace ogp::cli
