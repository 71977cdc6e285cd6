#include "cli/remote_session.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/environment.hpp"
#include "cli/progress.hpp"

#include <cstdlib>
#include <memory>
#include <optional>

namespace ogp::cli {
namespace {

/// One bar for each kind of work, the one before it gone.
class Bars
{
public:
    explicit Bars(Context& context) : m_context(context) {}

    void step(app::SyncWork work, std::uint64_t done, std::uint64_t total)
    {
        if (m_work != work) {
            m_bar.reset();
            m_bar = std::make_unique<Progress>(m_context, label(work));
            m_work = work;
        }
        m_bar->step(done, total);
    }

private:
    static Localized label(app::SyncWork work)
    {
        switch (work) {
        case app::SyncWork::Sending: return {"იგზავნება", "sending"};
        case app::SyncWork::Fetching: return {"მოდის", "fetching"};
        case app::SyncWork::Files: return {"ფაილები", "files"};
        case app::SyncWork::Waiting: return {"მთავარი საცავი ითხოვს მოცდას", "the authority asks to wait"};
        }
        return {};
    }

    Context& m_context;
    std::optional<app::SyncWork> m_work;
    std::unique_ptr<Progress> m_bar;
};

Localized disputes(const app::SyncCounts& counts)
{
    Localized text;
    const auto add = [&](std::uint64_t count, const Label& label) {
        if (count == 0)
            return;
        text.ka += fmt::format(", {} {}", label.ka, count);
        text.en += fmt::format(", {} {}", label.en, count);
    };
    add(counts.merged, {"შერწყმული", "merged"});
    add(counts.duplicates, {"უკვე იყო", "known already"});
    add(counts.conflicts, {"კონფლიქტი", "conflicts"});
    add(counts.rejected, {"უარყოფილი", "rejected"});
    add(counts.quarantined, {"კარანტინში", "quarantined"});
    add(counts.refused, {"არ მიიღო", "refused"});
    return text;
}

} // namespace

std::string environment_token()
{
    return process_environment("OGP_TOKEN");
}

std::string token_from_input()
{
    constexpr std::size_t longest = 4'096;
    std::string token(trim(read_standard_input(longest)));
    if (token.empty())
        throw Error(Fault::Usage, {"სტანდარტულ შესატანზე გასაღებსიტყვა არ არის", "there is no token on standard input"});
    return token;
}

app::SyncProgress sync_progress(Context& context)
{
    return [bars = std::make_shared<Bars>(context)](app::SyncWork work, std::uint64_t done, std::uint64_t total) { bars->step(work, done, total); };
}

Localized sentence_of(const app::SyncCounts& counts, app::SyncDirection direction)
{
    const Localized more = disputes(counts);
    const Localized sent{fmt::format("გაიგზავნა {} (შესრულდა {}{})", counts.pushed + counts.refused, counts.applied, more.ka),
                         fmt::format("sent {} (applied {}{})", counts.pushed + counts.refused, counts.applied, more.en)};
    const Localized came = say("მოვიდა {}", "received {}", counts.pulled);
    const Localized waits = counts.waiting == 0 ? Localized() : say("; ელოდება {}", "; waiting {}", counts.waiting);
    switch (direction) {
    case app::SyncDirection::Push: return {sent.ka + waits.ka, sent.en + waits.en};
    case app::SyncDirection::Pull: return {came.ka + waits.ka, came.en + waits.en};
    case app::SyncDirection::Both: break;
    }
    return {sent.ka + ", " + came.ka + waits.ka, sent.en + ", " + came.en + waits.en};
}

int run_sync(Context& context, const Args& args, app::SyncDirection direction)
{
    context.require_fields(app::SyncCounts().to_json());
    if (context.options().list_fields)
        return context.print(app::SyncCounts().to_json(), {});
    context.set_access(Context::Access::Write);
    const app::SyncCounts counts = app::synchronise(context.repository(), direction, environment_token(), sync_progress(context));
    if (!context.for_people())
        context.print(counts.to_json(), {});
    else
        context.say_line(sentence_of(counts, direction));
    if (counts.conflicts != 0 || counts.rejected != 0 || counts.quarantined != 0)
        context.note({"რა არ შესრულდა: ogp conflicts", "what was not applied: ogp conflicts"});
    if (counts.refused != 0)
        context.note({"რა არ მიიღო მთავარმა საცავმა და რატომ: ogp status", "what the authority did not take, and why: ogp status"});
    if (direction != app::SyncDirection::Pull && args.text("fail-on") == "conflict" && counts.conflicts != 0)
        throw Error(Fault::Gate, say("კონფლიქტი: {}", "conflicts: {}", counts.conflicts), {"ნახეთ: ogp conflicts", "see them: ogp conflicts"});
    return EXIT_SUCCESS;
}

} // namespace ogp::cli
