#include "app/repository/outbox.hpp"
#include "cli/command_input.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const std::string folder = args.text("to");
    const std::string program = args.text("command");
    if (folder.empty() == program.empty())
        throw Error(Fault::Usage, {"მიუთითეთ ან --to, ან --command", "say either --to or --command"});
    app::Repository& repository = context.repository();
    if (context.options().dry_run) {
        const auto waiting = app::list_outbox(repository, store::Store::Delivered::NotYet).rows.size();
        context.say_line(say("გაიგზავნებოდა: {}", "would be sent: {}", waiting));
        return 0;
    }
    app::SendingOptions options{args.number("limit"), {}};
    if (program.empty())
        options.deliver = app::deliver_to_folder(folder);
    else
        options.deliver = [&](const app::Outgoing& message) { feed_command(program, to_json(message.content) + "\n"); };
    const app::Sent sent = app::send_outbox(repository, options);
    context.say_line(say("გაიგზავნა: {}; მიმღების გარეშე: {}", "sent: {}; without a recipient: {}", sent.delivered, sent.without_recipient));
    return 0;
}

constexpr Arg args[] = {
    {.name = "to", .value = "DIR", .help = {"თითო შეტყობინება ფაილად DIR/<id>.json", "Each message as a file DIR/<id>.json"}, .complete = Complete::Folder},
    {.name = "command", .value = "CMD",
     .help = {"ბრძანება, რომელსაც თითო შეტყობინება JSON-ით შესასვლელზე მიეწოდება", "A command that is given each message as JSON on its standard input"}},
    {.name = "limit", .value = "N", .help = {"არაუმეტეს ამდენისა", "At most this many"}, .kind = Arg::Number},
};

constexpr Example examples[] = {
    {"ogp outbox send --to /var/spool/ogp", {"ფაილებად, სხვა პროგრამისთვის", "As files, for another program"}},
    {"ogp outbox send --command ./send-mail --limit 100", {"ბრძანებით, თითო შეტყობინება ცალკე", "By a command, one message at a time"}},
};

} // namespace

constinit const Command outbox_send{
    .path = "outbox send",
    .summary = {"შეტყობინებების გადაცემა ფაილებად ან ბრძანებისთვის", "Hand messages over as files or to a command"},
    .doc = {"ტექსტი მზადდება templates/messages-ის შაბლონით ორ ენაზე. პირადი მონაცემი მხოლოდ ამ დროს იხსნება; საჭიროა როლი admin ან system. "
            "გაგზავნილი ერთხელ მოინიშნება. თუ ბრძანება 0-ით არ დასრულდა, გაგზავნა ჩერდება და ეს შეტყობინება შემდეგისთვის რჩება.",
            "Texts are made from templates/messages in both languages. Personal values are opened at this moment alone; the role admin or "
            "system is needed. What was sent is marked, once. Where the command does not end with 0, sending stops and that message waits for the next time."},
    .args = args,
    .examples = examples,
    .run = run,
};

} // namespace ogp::cli
