#include "app/trust/backup.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::BackupSheet sheet = app::back_up(context.repository(), {.folder = args.text("folder"), .keys = args.text("keys")});
    context.print(sheet.json, sheet.card);
    if (!args.has("keys"))
        context.note({"გასაღებები ასლში არ დევს: მათ გარეშე საცავი ხელს ვერ მოაწერს და პირად მონაცემებს ვერ გახსნის (--keys DIR)",
                      "the keys are not in the backup: without them the repository cannot sign, nor open personal values (--keys DIR)"});
    return 0;
}

constexpr Arg args[] = {
    {.name = "folder", .value = "DIR", .help = {"სად; თუ იქ უკვე არის ასლი, ახლდება", "Where; a backup that is there is brought up to date"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Folder},
    {.name = "keys", .value = "DIR",
     .help = {"სხვა საქაღალდე გასაღებებისთვის; მას ხანმოკლე ვადით ინახავენ", "Another folder, for the keys; it is kept for a short time"},
     .complete = Complete::Folder},
};

constexpr Example examples[] = {
    {"ogp backup /backup/city --keys /backup-keys/city", {"ასლი და, ცალკე, გასაღებები", "The backup and, apart from it, the keys"}},
    {"ogp backup verify /backup/city", {"ასლის შემოწმება", "Check the backup"}},
};

} // namespace

constinit const Command backup{
    .path = "backup",
    .summary = {"საცავის სარეზერვო ასლი", "Back the repository up"},
    .doc = {"აკოპირებს საცავს, როგორიც ის ერთ წამს არის, სანამ სხვები წერენ: მონაცემთა ბაზას, ფაილებს, პარამეტრებს, პროცესებს, შაბლონებს და "
            "manifest.json-ს, სადაც ყოველი ფაილის SHA-256 წერია. ფაილები, რომლებიც ასლში უკვე დევს, ხელახლა არ კოპირდება. გასაღებები "
            "მხოლოდ --keys-ით კოპირდება, სხვა საქაღალდეში: ვინც წაიშალა, ასლებიდანაც უნდა გაქრეს, ამიტომ გასაღებების ასლი ხანმოკლე "
            "უნდა იყოს. იგივე ეხება საარჩევნო ყუთის გასაღებს: მასთან ერთად ყუთის ძველი ასლი იტყოდა, ვინ რა ხმა მისცა; რაც "
            "კენჭისყრის დახურვამდე დაკოპირდა, დახურვის შემდეგ უნდა წაიშალოს.\n\n"
            "აღდგენა კოპირებაა: ორივე საქაღალდის შიგთავსი ახალ საქაღალდეში. თუ ძველი საცავიდან ფაილი .ogp/checkpoint გადარჩა, ჩადეთ ისიც: მაშინ "
            "საცავი უარს იტყვის ჩაწერაზე, თუ ასლს ბოლო მოვლენები აკლია. ამას ასლები (pull) და მოწმეებიც შეამჩნევენ, კოდით 8. ასეთ დროს "
            "დანაკარგი სრული ასლიდან უნდა დაბრუნდეს, და არა ხელახლა ჩაიწეროს.",
            "Copies the repository as it is at one moment, while others write: the database, files, settings, workflows, templates, and "
            "manifest.json with the SHA-256 of each file. Files that the backup has already are not copied again. Keys are copied with "
            "--keys only, into another folder: who is erased must be gone from the backups too, so a copy of the keys must not live long. "
            "The same goes for the key of a ballot box: with it an old copy of the box would tell who voted how, so what was copied before "
            "balloting closed is to be deleted afterwards.\n\n"
            "Restoring is copying: the contents of both folders into a new one. If the file .ogp/checkpoint of the old repository was saved, "
            "put it there as well: then the repository refuses to write where the backup lacks the latest events. Clones (pull) and witnesses "
            "notice it too, with status 8. What is lost then has to come back from a clone that has it, and not be written anew."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
