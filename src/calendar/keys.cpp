#include "calendar/loader.hpp"

namespace ogp::calendar {
namespace {

constexpr Label act_about{"აქტი: რომელი, რა ნომრით, საიდან არის ცნობილი", "the act: which one, its number, how it is known"};
constexpr Label recorded_about{"დღე, როცა ცნობილი გახდა", "the day on which it became known"};
constexpr Label label_about{"სახელი ორივე ენაზე", "name in both languages"};
constexpr Label hours_about{"სამუშაო საათები; ცარიელი სია უქმეს ნიშნავს", "open hours; an empty list is a day off"};

constexpr KeyRow rows[] = {
    {"", "ogp", ValueKind::Version, true, "", "", {"ენის ვერსია", "version of the language"}},
    {"", "kind", ValueKind::Word, true, "calendar", "", {"ფაილის სახე", "what the file is"}},
    {"", "id", ValueKind::Id, true, "", "", {"კალენდრის სახელი ბრძანებებსა და ფაილებში", "name of the calendar in commands and files"}},
    {"", "label", ValueKind::Label, true, "", "", label_about},
    {"", "timezone", ValueKind::Text, true, "", "", {"დროის სარტყელი: Asia/Tbilisi", "time zone: Asia/Tbilisi"}},
    {"", "valid", ValueKind::Object, true, "", "valid", {"დღეები, რომლებიც კალენდარმა იცის", "the days that the calendar knows"}},
    {"", "week", ValueKind::Object, true, "", "week", {"კვირის სამუშაო საათები", "open hours of the week"}},
    {"", "holidays", ValueKind::List, false, "", "holidays", {"ყოველწლიური უქმე დღეები", "days off of every year"}},
    {"", "decrees", ValueKind::List, false, "", "decrees", {"ერთჯერადი უქმე დღეები", "single days off"}},
    {"", "decrees_complete", ValueKind::Years, false, "always", "",
     {"წლები, რომელთა ერთჯერადი უქმე დღეები სრულად არის ცნობილი", "years whose single days off are known to be all"}},
    {"", "working_exceptions", ValueKind::List, false, "", "working_exceptions", {"გადატანილი სამუშაო დღეები", "moved working days"}},
    {"", "suspensions", ValueKind::List, false, "", "suspensions",
     {"დრო, როცა ყოველწლიური უქმე დღეები სამუშაოა", "times in which the days off of every year are worked"}},

    {"valid", "from", ValueKind::Day, true, "", "", {"პირველი დღე", "first day"}},
    {"valid", "until", ValueKind::Day, true, "", "", {"ბოლო დღე", "last day"}},

    {"week", "mon", ValueKind::Hours, true, "", "", hours_about},
    {"week", "tue", ValueKind::Hours, true, "", "", hours_about},
    {"week", "wed", ValueKind::Hours, true, "", "", hours_about},
    {"week", "thu", ValueKind::Hours, true, "", "", hours_about},
    {"week", "fri", ValueKind::Hours, true, "", "", hours_about},
    {"week", "sat", ValueKind::Hours, true, "", "", hours_about},
    {"week", "sun", ValueKind::Hours, true, "", "", hours_about},

    {"holidays", "rule", ValueKind::RuleText, true, "", "",
     {"01-07, orthodox-easter +1, western-easter -2, last friday november", "01-07, orthodox-easter +1, western-easter -2, last friday november"}},
    {"holidays", "label", ValueKind::Label, false, "", "", label_about},
    {"holidays", "since", ValueKind::YearOrDay, false, "", "", {"პირველი წელი ან დღე", "first year or day"}},
    {"holidays", "until", ValueKind::YearOrDay, false, "", "", {"ბოლო წელი ან დღე", "last year or day"}},
    {"holidays", "substitute", ValueKind::Word, false, "next_working", "",
     {"შაბათ-კვირას დამთხვევისას უქმე შემდეგი სამუშაო დღეა", "falling on a weekend, it makes the next working day off"}},
    {"holidays", "act", ValueKind::Text, false, "", "", act_about},
    {"holidays", "recorded", ValueKind::Day, false, "", "", recorded_about},

    {"decrees", "date", ValueKind::Day, true, "", "", {"უქმე დღე", "the day off"}},
    {"decrees", "label", ValueKind::Label, false, "", "", label_about},
    {"decrees", "act", ValueKind::Text, true, "", "", act_about},
    {"decrees", "recorded", ValueKind::Day, true, "", "", recorded_about},
    {"decrees", "exempt", ValueKind::Ids, false, "", "", {"მიზნები, რომლებზეც აქტი არ ვრცელდება", "purposes that the act does not cover"}},

    {"working_exceptions", "day_off", ValueKind::Day, true, "", "", {"დღე, რომელიც უქმე ხდება", "the day that becomes off"}},
    {"working_exceptions", "works_on", ValueKind::Day, true, "", "", {"დღე, რომელიც სამუშაო ხდება", "the day worked in its place"}},
    {"working_exceptions", "act", ValueKind::Text, true, "", "", act_about},
    {"working_exceptions", "recorded", ValueKind::Day, true, "", "", recorded_about},

    {"suspensions", "from", ValueKind::Day, true, "", "", {"პირველი დღე", "first day"}},
    {"suspensions", "until", ValueKind::Day, false, "", "", {"ბოლო დღე; მის გარეშე შემდგომ ცნობამდე", "last day; without it until further notice"}},
    {"suspensions", "act", ValueKind::Text, true, "", "", act_about},
    {"suspensions", "recorded", ValueKind::Day, true, "", "", recorded_about},
};

} // namespace

std::span<const KeyRow> calendar_keys()
{
    return rows;
}

} // namespace ogp::calendar
