#include "workflow/keys.hpp"

#include "base/text.hpp"

namespace ogp::workflow {
namespace {

constexpr Need needed = Need::Required;
constexpr Need optional = Need::Optional;

constexpr Key table[] = {
    // The whole file of a case type.
    {"case_type", "ogp", Shape::Version, needed, "", "", {"ენის ვერსია", "version of the language"}},
    {"case_type", "kind", Shape::Word, needed, "", "case_type", {"რა ფაილია", "what the file is"}},
    {"case_type", "id", Shape::Id, needed, "", "", {"საქმის ტიპის სახელი", "name of the case type"}},
    {"case_type", "version", Shape::Number, needed, "", "", {"ვერსია, ყოველ ცვლილებაზე ერთით მეტი", "version, one more with each change"}},
    {"case_type", "label", Shape::Label, needed, "", "", {"დასახელება", "name for people"}},
    {"case_type", "plural", Shape::Label, needed, "", "", {"დასახელება მრავლობითში", "name in the plural"}},
    {"case_type", "use", Shape::Words, optional, "", "", {"ფაილები, რომელთა ჩამონათვალები და ველები ემატება", "files whose enums and fields are added"}},
    {"case_type", "number", Shape::Id, optional, "", "", {"ველი ოფიციალური ნომრით", "field with the official number"}},
    {"case_type", "title", Shape::Id, optional, "", "", {"ველი სათაურით", "field with the title"}},
    {"case_type", "parent", Shape::Id, optional, "", "", {"ველი, რომელიც მშობელ საქმეს ასახელებს", "field that names the case this one is a part of"}},
    {"case_type", "columns", Shape::Words, optional, "", "", {"ველები, რომლებიც სიებში ჩანს", "fields that lists show"}},
    {"case_type", "statistics", Shape::Words, optional, "", "", {"ველები, რომელთა მიხედვითაც ანგარიშები ითვლის", "fields that reports count by"}},
    {"case_type", "timezone", Shape::Text, optional, "", "", {"სასაათო სარტყელი", "time zone"}},
    {"case_type", "calendar", Shape::Id, optional, "", "", {"კალენდარი, რომლითაც ვადები ითვლება", "calendar in which terms are counted"}},
    {"case_type", "comments", Shape::Word, optional, "", "public|internal|personal", {"ვინ ხედავს კომენტარებს", "who may see comments"}},
    {"case_type", "permissions", Shape::Object, needed, "permissions", "", {"ვის რა შეუძლია გადასვლების გარდა", "who may do what beside transitions"}},
    {"case_type", "numbering", Shape::Object, optional, "numbering", "", {"როგორ ინომრება საქმეები", "how cases are numbered"}},
    {"case_type", "enums", Shape::EnumMap, optional, "", "", {"ჩამონათვალები", "enumerations"}},
    {"case_type", "fields", Shape::Map, needed, "field", "", {"ველები", "fields"}},
    {"case_type", "states", Shape::Map, needed, "state", "", {"მდგომარეობები", "states"}},
    {"case_type", "transitions", Shape::Map, optional, "transition", "", {"გადასვლები", "transitions"}},
    {"case_type", "confluent", Shape::WordPairs, optional, "", "", {"გადასვლების წყვილები, რომელთა რიგს მნიშვნელობა არ აქვს", "pairs of transitions that may be made in either order"}},
    {"case_type", "precedence", Shape::Words, optional, "", "", {"გადასვლები, რომლებსაც კანონით უპირატესობა აქვს, მაღლიდან დაბლა", "transitions that by law go before others, the highest first"}},
    {"case_type", "slas", Shape::Map, optional, "sla", "", {"ვადები", "deadlines"}},
    {"case_type", "votes", Shape::Object, optional, "votes", "", {"კენჭისყრა", "voting"}},
    {"case_type", "children", Shape::Map, optional, "child", "", {"ნაწილების წესები, საქმის ტიპების მიხედვით", "rules of the parts, by case type"}},
    {"case_type", "migrate", Shape::Object, optional, "migrate", "", {"როგორ გადმოდის ძველი ვერსიების საქმეები", "how cases of older versions come over"}},

    {"permissions", "open", Shape::Words, needed, "", "", {"როლები, რომლებიც საქმეს ხსნის", "roles that open a case"}},
    {"permissions", "set", Shape::Words, needed, "", "", {"როლები, რომლებიც ველებს ცვლის", "roles that change fields"}},
    {"permissions", "comment", Shape::Words, needed, "", "", {"როლები, რომლებიც კომენტარს წერს", "roles that comment"}},
    {"permissions", "attach", Shape::Words, optional, "", "", {"როლები, რომლებიც ფაილს ურთავს", "roles that attach files"}},

    {"numbering", "template", Shape::Text, needed, "", "", {"ნომრის ნიმუში, მაგალითად FOI-{year}-{seq:05}", "the number's shape, like FOI-{year}-{seq:05}"}},
    {"numbering", "per", Shape::Words, optional, "", "", {"რისთვის ითვლება ცალკე: year, month ან ველი", "what has a counter of its own: year, month or a field"}},
    {"numbering", "provisional", Shape::Text, optional, "", "", {"დროებითი ნომერი, სანამ ოფიციალური მიენიჭება", "the number until the official one is given"}},

    {"field", "type", Shape::Word, needed, "",
     "string|text|integer|decimal|boolean|date|printed_date|datetime|localized|enum|ref|person|email|phone|url|record|money|geo|attachment|duration",
     {"რას შეიცავს", "what it holds"}},
    {"field", "privacy", Shape::Word, needed, "", "public|internal|personal|secret", {"ვინ ხედავს", "who may see it"}},
    {"field", "label", Shape::Label, needed, "", "", {"დასახელება", "name for people"}},
    {"field", "help", Shape::Label, optional, "", "", {"განმარტება", "explanation"}},
    {"field", "many", Shape::Flag, optional, "", "", {"რამდენიმე მნიშვნელობა", "several values"}},
    {"field", "required", Shape::Flag, optional, "", "", {"სავალდებულოა გახსნისას", "must be given at opening"}},
    {"field", "min", Shape::Number, optional, "", "", {"უმცირესი რიცხვი ან სიმბოლოების რაოდენობა", "least number or fewest characters"}},
    {"field", "max", Shape::Number, optional, "", "", {"უდიდესი რიცხვი ან სიმბოლოების რაოდენობა", "greatest number or most characters"}},
    {"field", "pattern", Shape::Text, optional, "", "", {"ნიმუში, რომელსაც მთელი ტექსტი უნდა ჰგავდეს", "pattern of the whole text"}},
    {"field", "of", Shape::Id, optional, "", "", {"ჩამონათვალი", "enumeration"}},
    {"field", "to", Shape::Id, optional, "", "", {"საქმის ტიპი", "case type"}},
    {"field", "default", Shape::Scalar, optional, "", "", {"მნიშვნელობა, თუ გახსნისას არ მიუთითეს", "value where none is given at opening"}},
    {"field", "computed", Shape::Expression, optional, "", "", {"გამოსახულება; ხელით არ იწერება", "expression; never set by hand"}},
    {"field", "conflict", Shape::Word, optional, "", "conflict|latest|max|min|owner|text|set", {"რა ხდება, როცა ორმა ერთმანეთისგან დამოუკიდებლად შეცვალა", "what becomes of it when two people changed it without knowing of each other"}},
    {"field", "frozen_in", Shape::Words, optional, "", "", {"მდგომარეობები, რომლებშიც აღარ იცვლება", "states in which it cannot be changed any more"}},
    {"field", "currency", Shape::Text, optional, "", "", {"ვალუტა (ISO 4217)", "currency (ISO 4217)"}},
    {"field", "within", Shape::Id, optional, "", "", {"ტერიტორია, რომლის შიგნითაც უნდა იყოს", "area that the place must lie in"}},
    {"field", "accept", Shape::Words, optional, "", "", {"დასაშვები ფაილის ტიპები, მაგალითად image/*", "media types that are accepted, like image/*"}},
    {"field", "max_size", Shape::Size, optional, "", "", {"ფაილის უდიდესი ზომა, მაგალითად 20MiB", "most bytes of a file, like 20MiB"}},
    {"field", "strip_metadata", Shape::Flag, optional, "", "", {"სურათიდან ადგილი და კამერა იშლება", "place and camera are removed from pictures"}},
    {"field", "retention", Shape::Text, optional, "", "", {"რამდენ ხანს ინახება დასრულების შემდეგ (ISO 8601, P3Y)", "how long it is kept after the end (ISO 8601, P3Y)"}},
    {"field", "redact", Shape::Word, optional, "", "none|review", {"review: გამოქვეყნებამდე ადამიანი ნახულობს", "review: a person looks before it is published"}},

    {"state", "category", Shape::Word, needed, "", "open|waiting|done|cancelled", {"რად ითვლება ანგარიშებში", "what reports count it as"}},
    {"state", "label", Shape::Label, needed, "", "", {"დასახელება", "name for people"}},
    {"state", "initial", Shape::Flag, optional, "", "", {"საწყისი", "the first one"}},
    {"state", "terminal", Shape::Flag, optional, "", "", {"საბოლოო", "nothing leads out of it"}},
    {"state", "max_stay", Shape::Object, optional, "max_stay", "", {"უდიდესი ხანგრძლივობა, მერე გადასვლა then", "longest stay, then the transition `then`"}},

    {"max_stay", "amount", Shape::Number, needed, "", "", {"რამდენი", "how many"}},
    {"max_stay", "unit", Shape::Word, needed, "", "minutes|hours|working_hours|calendar_days|working_days|weeks|months", {"ერთეული", "unit"}},
    {"max_stay", "calendar", Shape::Id, optional, "", "", {"სხვა კალენდარი, ან always", "another calendar, or always"}},
    {"max_stay", "then", Shape::Id, needed, "", "", {"გადასვლა", "transition"}},

    {"transition", "from", Shape::Words, needed, "", "", {"მდგომარეობები, საიდანაც", "states that it leads from"}},
    {"transition", "to", Shape::Id, needed, "", "", {"მდგომარეობა, სადაც", "state that it leads to"}},
    {"transition", "roles", Shape::Words, needed, "", "", {"ვის შეუძლია", "who may make it"}},
    {"transition", "label", Shape::Label, needed, "", "", {"დასახელება", "name for people"}},
    {"transition", "require", Shape::Words, optional, "", "", {"ველები, რომლებიც შევსებული უნდა იყოს", "fields that must have a value"}},
    {"transition", "when", Shape::Condition, optional, "", "", {"პირობა", "guard"}},
    {"transition", "guard_help", Shape::Label, optional, "", "", {"რა ეუბნება ადამიანს, თუ პირობა არ სრულდება", "said to people when the guard fails"}},
    {"transition", "comment", Shape::Word, optional, "", "required|optional", {"კომენტარი სავალდებულოა თუ არა", "whether a comment must be given"}},
    {"transition", "four_eyes", Shape::Flag, optional, "", "", {"არა იმის მიერ, ვინც წინა გადასვლა გააკეთა", "not by the one who made the transition before"}},
    {"transition", "set", Shape::ExpressionMap, optional, "", "", {"ველები, რომლებიც იცვლება", "fields that it changes"}},
    {"transition", "effects", Shape::Effects, optional, "effect", "", {"რა მოჰყვება", "what follows"}},
    {"transition", "auto", Shape::Object, optional, "auto", "", {"სისტემა თვითონ აკეთებს", "the system makes it by itself"}},

    {"auto", "after", Shape::Term, optional, "", "", {"მდგომარეობაში ამდენი ხნის შემდეგ", "so long after coming into the state"}},
    {"auto", "when", Shape::Condition, optional, "", "", {"როცა პირობა სრულდება", "when the guard holds"}},

    {"effect", "notify", Shape::Object, optional, "notify", "", {"შეტყობინება", "a message"}},
    {"effect", "publish", Shape::Object, optional, "publish", "", {"საჯარო რეესტრში გადაცემა", "handed to a public register"}},
    {"effect", "follow", Shape::Object, optional, "follow", "", {"პირი სხვა საქმეს ადევნებს თვალს", "a person follows another case"}},
    {"effect", "create_child", Shape::Object, optional, "create_child", "", {"ნაწილის გახსნა", "a part is opened"}},
    {"effect", "close_children", Shape::Object, optional, "close_children", "", {"ღია ნაწილების გადასვლა", "the open parts make a transition"}},
    {"effect", "tag", Shape::Id, optional, "", "", {"სიტყვა, რომელიც tags ველს ემატება", "word added to the field tags"}},
    {"effect", "untag", Shape::Id, optional, "", "", {"სიტყვა, რომელიც tags ველს აკლდება", "word taken out of the field tags"}},
    {"effect", "assign", Shape::Text, optional, "", "", {"ვის ევალება: role:NAME ან ველი", "who is in charge: role:NAME or a field"}},
    {"effect", "webhook", Shape::Object, optional, "webhook", "", {"სერვერის მიწოდება პარამეტრებში ნახსენებ მისამართზე", "delivery by the server to an address of its settings"}},
    {"effect", "when", Shape::Condition, optional, "", "", {"პირობა", "guard"}},
    {"notify", "to", Shape::Text, needed, "", "", {"ველი ან role:NAME", "field or role:NAME"}},
    {"notify", "template", Shape::Text, needed, "", "", {"ნიმუში templates საქაღალდეში", "template in the folder templates"}},
    {"notify", "when", Shape::Condition, optional, "", "", {"პირობა", "guard"}},
    {"publish", "to", Shape::Text, needed, "", "", {"რეესტრი", "register"}},
    {"publish", "redact", Shape::Words, optional, "", "internal|personal|secret", {"კლასები, რომლებიც არ ქვეყნდება", "classes that are left out"}},
    {"publish", "when", Shape::Condition, optional, "", "", {"პირობა", "guard"}},
    {"follow", "case", Shape::Id, needed, "", "", {"ველი, რომელიც საქმეს ასახელებს", "field that names the case"}},
    {"follow", "as", Shape::Id, needed, "", "", {"პირის ველი", "field of the person"}},
    {"follow", "when", Shape::Condition, optional, "", "", {"პირობა", "guard"}},
    {"create_child", "type", Shape::Id, needed, "", "", {"საქმის ტიპი", "case type"}},
    {"create_child", "set", Shape::ExpressionMap, optional, "", "", {"ნაწილის ველები", "fields of the part"}},
    {"create_child", "when", Shape::Condition, optional, "", "", {"პირობა", "guard"}},
    {"close_children", "type", Shape::Id, needed, "", "", {"საქმის ტიპი", "case type"}},
    {"close_children", "by", Shape::Id, needed, "", "", {"ნაწილის გადასვლა", "transition of the part"}},
    {"close_children", "when", Shape::Condition, optional, "", "", {"პირობა", "guard"}},
    {"webhook", "to", Shape::Text, needed, "", "", {"სახელი სერვერის პარამეტრებში", "name in the server's settings"}},
    {"webhook", "when", Shape::Condition, optional, "", "", {"პირობა", "guard"}},

    {"sla", "label", Shape::Label, needed, "", "", {"დასახელება", "name for people"}},
    {"sla", "target", Shape::Target, needed, "", "", {"ვადა", "how long"}},
    {"sla", "start", Shape::Object, needed, "start", "", {"როდის იწყება", "when it starts"}},
    {"sla", "stop", Shape::Object, needed, "trigger", "", {"როდის სრულდება", "when it stops"}},
    {"sla", "pause", Shape::Object, optional, "trigger", "", {"როდის ჩერდება", "when it pauses"}},
    {"sla", "reset", Shape::Object, optional, "trigger", "", {"როდის იწყება თავიდან", "when it begins anew"}},
    {"sla", "count", Shape::Object, optional, "count", "", {"როგორ ითვლება დღეები", "how days are counted"}},
    {"sla", "reopen", Shape::Word, optional, "", "continue|restart|keep_closed", {"რა ხდება ხელახლა გახსნისას", "what becomes of it when the case is reopened"}},
    {"sla", "retarget", Shape::Word, optional, "", "recompute|keep", {"რა ხდება, როცა ვადის საფუძველი იცვლება", "what becomes of it when its target changes"}},
    {"sla", "warn", Shape::List, optional, "warn", "", {"გაფრთხილებები", "warnings"}},
    {"sla", "breach", Shape::Object, optional, "breach", "", {"რა მოჰყვება ვადის გასვლას", "what follows when it is missed"}},
    {"sla", "escalate", Shape::List, optional, "escalate", "", {"რა მოჰყვება უფრო გვიან", "what follows later"}},
    {"sla", "legal_basis", Shape::Text, optional, "", "", {"სამართლებრივი საფუძველი", "legal basis"}},
    {"sla", "applies", Shape::Condition, optional, "", "", {"რომელ საქმეებს ეხება", "to which cases it applies"}},

    {"term", "amount", Shape::Number, needed, "", "", {"რამდენი", "how many"}},
    {"term", "unit", Shape::Word, needed, "", "minutes|hours|working_hours|calendar_days|working_days|weeks|months", {"ერთეული", "unit"}},
    {"term", "calendar", Shape::Id, optional, "", "", {"სხვა კალენდარი, ან always", "another calendar, or always"}},
    {"duration", "amount", Shape::Number, needed, "", "", {"რამდენი", "how many"}},
    {"duration", "unit", Shape::Word, needed, "", "minutes|hours|working_hours|calendar_days|working_days|weeks|months", {"ერთეული", "unit"}},
    {"target", "by", Shape::Id, needed, "", "", {"ჩამონათვალის ველი", "enum field"}},
    {"target", "table", Shape::TermMap, needed, "", "", {"ვადა თითოეული მნიშვნელობისთვის", "a term for each member"}},
    {"target", "default", Shape::Term, optional, "", "", {"ვადა დანარჩენებისთვის", "the term of all others"}},

    {"start", "events", Shape::Words, optional, "", "", {"create ან გადასვლები", "create or transitions"}},
    {"start", "in", Shape::Words, optional, "", "", {"მდგომარეობები", "states"}},
    {"start", "when", Shape::Condition, optional, "", "", {"პირობა", "guard"}},
    {"start", "from", Shape::Id, optional, "", "", {"თარიღის ველი, საიდანაც ითვლება", "date field from which it counts"}},
    {"trigger", "events", Shape::Words, optional, "", "", {"create ან გადასვლები", "create or transitions"}},
    {"trigger", "in", Shape::Words, optional, "", "", {"მდგომარეობები", "states"}},
    {"trigger", "when", Shape::Condition, optional, "", "", {"პირობა", "guard"}},

    {"count", "first_day", Shape::Word, optional, "", "excluded|included", {"ითვლება თუ არა პირველი დღე", "whether the first day counts"}},
    {"count", "due_at", Shape::Word, optional, "", "end_of_day|end_of_business|instant", {"დღის რომელ დროს იწურება", "when in the day it ends"}},
    {"count", "roll", Shape::Word, optional, "", "none|next_working", {"უქმე დღიდან სამუშაო დღეზე გადადის", "whether it moves from a day off to a working day"}},

    {"warn", "at", Shape::Percent, optional, "", "", {"ვადის პროცენტი", "percent of the term"}},
    {"warn", "before", Shape::Duration, optional, "", "", {"ვადის გასვლამდე ამდენით ადრე", "so long before it is due"}},
    {"warn", "effects", Shape::Effects, optional, "effect", "", {"რა მოჰყვება", "what follows"}},
    {"breach", "public", Shape::Flag, optional, "", "", {"ყველა ხედავს", "everybody sees it"}},
    {"breach", "effects", Shape::Effects, optional, "effect", "", {"რა მოჰყვება", "what follows"}},
    {"escalate", "after", Shape::DurationOrPercent, needed, "", "", {"ვადის გასვლიდან ამდენის შემდეგ", "so long after it was due"}},
    {"escalate", "effects", Shape::Effects, optional, "effect", "", {"რა მოჰყვება", "what follows"}},

    {"votes", "in", Shape::Words, needed, "", "", {"მდგომარეობები, რომლებშიც ხმას აძლევენ", "states in which votes are cast"}},
    {"votes", "groups", Shape::Map, needed, "vote_group", "", {"ჯგუფები, რომლებიც ცალკე ითვლება", "groups that are counted apart"}},
    {"votes", "record", Shape::Words, optional, "", "", {"როლები, რომლებიც სხვის ხმას ჩაწერს", "roles that may enter the vote of another member"}},
    {"vote_group", "roles", Shape::Words, needed, "", "", {"როლები", "roles"}},
    {"vote_group", "label", Shape::Label, needed, "", "", {"დასახელება", "name for people"}},

    {"child", "min", Shape::Number, optional, "", "", {"სულ მცირე", "at least so many"}},
    {"child", "max", Shape::Number, optional, "", "", {"არაუმეტეს", "at most so many"}},
    {"child", "inherit", Shape::Words, optional, "", "", {"ველები, რომლებიც ახალ ნაწილს გადაეცემა", "fields that a new part takes over"}},
    {"child", "cascade", Shape::WordMap, optional, "", "", {"ამ საქმის გადასვლა: ნაწილების გადასვლა", "transition of this case: transition of its open parts"}},

    {"migrate", "from", Shape::VersionMap, needed, "migration", "", {"ძველი ვერსიების მიხედვით", "by older version"}},
    {"migration", "states", Shape::WordMap, optional, "", "", {"ძველი მდგომარეობა: ახალი", "old state: new one"}},
    {"migration", "fields", Shape::WordMap, optional, "", "", {"ველის ძველი სახელი: ახალი", "old name of a field: new one"}},
    {"migration", "drop_fields", Shape::TextMap, optional, "", "", {"ველი, რომელიც აღარ არის: მიზეზი", "field that is no more: why"}},
    {"migration", "slas", Shape::WordMap, optional, "", "keep_start|restart|keep_due|drop", {"რა ხდება ვადებთან", "what becomes of clocks"}},

    {"roles", "ogp", Shape::Version, needed, "", "", {"ენის ვერსია", "version of the language"}},
    {"roles", "kind", Shape::Word, needed, "", "roles", {"რა ფაილია", "what the file is"}},
    {"roles", "roles", Shape::Map, needed, "role", "", {"როლები", "roles"}},
    {"role", "label", Shape::Label, needed, "", "", {"დასახელება", "name for people"}},

    {"fragment", "ogp", Shape::Version, needed, "", "", {"ენის ვერსია", "version of the language"}},
    {"fragment", "kind", Shape::Word, needed, "", "fragment", {"რა ფაილია", "what the file is"}},
    {"fragment", "enums", Shape::EnumMap, optional, "", "", {"ჩამონათვალები", "enumerations"}},
    {"fragment", "fields", Shape::Map, optional, "field", "", {"ველები", "fields"}},

    {"workflow_test", "ogp", Shape::Version, needed, "", "", {"ენის ვერსია", "version of the language"}},
    {"workflow_test", "kind", Shape::Word, needed, "", "workflow_test", {"რა ფაილია", "what the file is"}},
    {"workflow_test", "of", Shape::Id, needed, "", "", {"საქმის ტიპი", "case type"}},
    {"workflow_test", "targets", Shape::TermMap, optional, "", "", {"ვადები, რომლებიც აქ სხვანაირად ითვლება", "deadlines that are tried with another term here"}},
    {"workflow_test", "scenarios", Shape::List, needed, "scenario", "", {"სცენარები", "scenarios"}},
    {"scenario", "name", Shape::Text, needed, "", "", {"რას ამოწმებს", "what it shows"}},
    {"scenario", "given", Shape::Object, needed, "given", "", {"საიდან იწყება", "where it begins"}},
    {"scenario", "when", Shape::List, optional, "step", "", {"რა ხდება, დროის რიგით", "what happens, in order of time"}},
    {"scenario", "then", Shape::Object, optional, "expected", "", {"რა უნდა იყოს ბოლოს", "what must hold at the end"}},
    {"scenario", "table", Shape::Rows, optional, "", "", {"სტრიქონები; $სახელი მათი მნიშვნელობით იცვლება", "rows, for each of which it runs; $name stands for a value of the row"}},
    {"given", "now", Shape::Text, needed, "", "", {"დრო, მაგალითად 2026-04-06T11:00+04:00", "time, like 2026-04-06T11:00+04:00"}},
    {"given", "as", Shape::Id, needed, "", "", {"როლი", "role"}},
    {"given", "actor", Shape::Text, optional, "", "", {"ვინ; თავიდან როლის სახელი", "who; by default the name of the role"}},
    {"given", "others", Shape::List, optional, "other", "", {"საქმეები, რომლებიც მანამდე იხსნება", "cases that are opened before"}},
    {"given", "create", Shape::Values, optional, "", "", {"საქმის ველები", "fields of the case"}},
    {"given", "state", Shape::Id, optional, "", "", {"მდგომარეობა, რომელშიც importer ხსნის", "state in which an importer opens it"}},
    {"other", "name", Shape::Id, needed, "", "", {"სახელი სცენარში", "name within the scenario"}},
    {"other", "type", Shape::Id, needed, "", "", {"საქმის ტიპი", "case type"}},
    {"other", "as", Shape::Id, needed, "", "", {"როლი", "role"}},
    {"other", "actor", Shape::Text, optional, "", "", {"ვინ", "who"}},
    {"other", "set", Shape::Values, optional, "", "", {"ველები", "fields"}},
    {"step", "at", Shape::Text, optional, "", "", {"დრო; თავიდან წინა ნაბიჯისა", "time; by default that of the step before"}},
    {"step", "as", Shape::Id, optional, "", "", {"როლი", "role"}},
    {"step", "actor", Shape::Text, optional, "", "", {"ვინ; თავიდან როლის სახელი", "who; by default the name of the role"}},
    {"step", "admin", Shape::Flag, optional, "", "", {"ვინც მოქმედებს, ადმინისტრატორიცაა", "who acts is an administrator as well"}},
    {"step", "case", Shape::Id, optional, "", "", {"სხვა საქმის სახელი", "name of another case"}},
    {"step", "do", Shape::Id, optional, "", "", {"გადასვლა", "transition"}},
    {"step", "set", Shape::Values, optional, "", "", {"ველები", "fields"}},
    {"step", "comment", Shape::Text, optional, "", "", {"სიტყვები", "words"}},
    {"step", "vote", Shape::Word, optional, "", "for|against|abstain", {"ხმა", "vote"}},
    {"step", "voters", Shape::Number, optional, "", "", {"რამდენი წევრი აძლევს ასე ხმას", "how many members vote so"}},
    {"step", "group", Shape::Id, optional, "", "", {"ჯგუფი, რომელშიც ხმა ითვლება", "group in which the vote counts"}},
    {"step", "open", Shape::Id, optional, "", "", {"კიდევ ერთი საქმე ამ ტიპის", "another case of this type is opened"}},
    {"step", "name", Shape::Id, optional, "", "", {"იმ საქმის სახელი", "its name"}},
    {"step", "tick", Shape::Flag, optional, "", "", {"სისტემა აკეთებს, რისი დროც მოვიდა", "the system does what has fallen due"}},
    {"step", "expect", Shape::Object, optional, "expect", "", {"რა უნდა მოხდეს", "what must come of it"}},
    {"step", "then", Shape::Object, optional, "expected", "", {"რა უნდა იყოს ამ ნაბიჯის შემდეგ", "what must hold after the step"}},
    {"expect", "error", Shape::Id, needed, "", "", {"უარის წესი", "rule of the refusal"}},
    {"expected", "state", Shape::Id, optional, "", "", {"მდგომარეობა", "state"}},
    {"expected", "fields", Shape::Values, optional, "", "", {"ველები; ~ ნიშნავს: არ არის შევსებული", "fields; ~ is: not set"}},
    {"expected", "sla.NAME.VALUE", Shape::Scalar, optional, "", "", {"ვადა: status, due_on, due_at, used, left, pauses ან cycle", "a deadline: status, due_on, due_at, used, left, pauses or cycle"}},
    {"expected", "tags", Shape::Words, optional, "", "", {"ნიშნულები", "tags"}},
    {"expected", "outbox", Shape::Sequence, optional, "", "", {"რა გაიგზავნა, რიგით", "what was sent, in order"}},
    {"expected", "number", Shape::Text, optional, "", "", {"ოფიციალური ნომერი", "official number"}},
    {"expected", "events", Shape::Number, optional, "", "", {"მოვლენების რაოდენობა", "number of events"}},
    {"expected", "cases", Shape::Map, optional, "expected", "", {"სხვა საქმეები, სახელით", "other cases, by name"}},
};

bool holds_effects(std::string_view object)
{
    return object == "warn" || object == "breach" || object == "escalate";
}

} // namespace

std::span<const Key> keys()
{
    return table;
}

std::vector<const Key*> keys_of(std::string_view object)
{
    std::vector<const Key*> found;
    for (const Key& key : table) {
        const bool is_effect = key.object == std::string_view("effect") && key.name != std::string_view("when");
        if (key.object == object || (is_effect && holds_effects(object)))
            found.push_back(&key);
    }
    return found;
}

std::vector<std::string> choices_of(const Key& key)
{
    std::vector<std::string> words;
    for (const std::string_view word : split(key.choices, '|')) {
        if (!word.empty())
            words.emplace_back(word);
    }
    return words;
}

} // namespace ogp::workflow
