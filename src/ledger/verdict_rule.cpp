#include "ledger/verdict_rule.hpp"

#include "model/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ogp::ledger {
namespace {

constexpr std::array table{
    VerdictRule{0, "", {"შესრულდა", "applied"}},
    VerdictRule{1, "same_act",
                {"იგივე სხვამაც გააკეთა: ორივე აღირიცხა", "somebody else did the same: both are credited"}},
    VerdictRule{2, "field_policy",
                {"ველების ცვლილებები შეერთდა ტიპის წესით", "the changes of fields were merged by the rules of the case type"}},
    VerdictRule{10, "changed_elsewhere",
                {"ველი ამასობაში სხვამ სხვანაირად შეცვალა", "somebody else changed the field to another value meanwhile"}},
    VerdictRule{11, "moved_elsewhere",
                {"საქმე ამასობაში სხვა მდგომარეობაში გადავიდა", "the case went to another state meanwhile"}},
    VerdictRule{12, "review",
                {"ამ ქმედებას კანონით უპირატესობა აქვს: გადასინჯვაა საჭირო", "this act has precedence in law: what was done before it needs a review"}},
    VerdictRule{13, "number_taken", {"ნომერი ამასობაში სხვამ დაიკავა", "the number was taken meanwhile"}},
    VerdictRule{14, "no_longer_allowed",
                {"როცა დაიწერა, დასაშვები იყო, ახლა აღარ არის", "it was allowed when it was written and no longer is"}},
    VerdictRule{100, "role_not_allowed", {"როლს ამის უფლება არ აქვს", "the role may not do it"}},
    VerdictRule{101, "unknown_transition",
                {"ასეთი გადასვლა საქმის ტიპს არ აქვს", "the case type has no such transition"}},
    VerdictRule{102, "not_from_this_state",
                {"ამ მდგომარეობიდან ეს გადასვლა არ იწყება", "the transition does not start from this state"}},
    VerdictRule{103, "not_due", {"ვადა ჯერ არ დამდგარა", "its time has not come"}},
    VerdictRule{104, "four_eyes", {"ეს სხვა ადამიანმა უნდა გააკეთოს", "it takes another person"}},
    VerdictRule{105, "children_missing", {"ქვესაქმეები აკლია", "parts of the case are missing"}},
    VerdictRule{106, "too_many_children", {"ქვესაქმეები საკმარისზე მეტია", "the case has too many parts"}},
    VerdictRule{107, "field_missing", {"აუცილებელი ველი ცარიელია", "a field that is needed is empty"}},
    VerdictRule{108, "guard_failed", {"პირობა არ სრულდება", "a condition does not hold"}},
    VerdictRule{109, "no_value", {"გამოსათვლელ ველს მნიშვნელობა ვერ მიეცა", "a value cannot be worked out"}},
    VerdictRule{110, "comment_missing", {"დასაბუთება აკლია", "the words that are asked for are missing"}},
    VerdictRule{111, "unknown_field", {"ასეთი ველი საქმის ტიპს არ აქვს", "the case type has no such field"}},
    VerdictRule{112, "bad_value", {"მნიშვნელობა უვარგისია", "a value is not valid"}},
    VerdictRule{113, "field_required", {"ველი ცარიელი ვერ იქნება", "a field may not be empty"}},
    VerdictRule{114, "case_closed", {"საქმე დახურულია", "the case is closed"}},
    VerdictRule{115, "unknown_state", {"ასეთი მდგომარეობა საქმის ტიპს არ აქვს", "the case type has no such state"}},
    VerdictRule{116, "nothing_to_do", {"ცვლილება არაფერს ცვლის", "there is nothing to change"}},
    VerdictRule{117, "no_votes", {"ამ ტიპის საქმეს კენჭი არ ეყრება", "cases of this type take no votes"}},
    VerdictRule{118, "unknown_group", {"ასეთი ჯგუფი არ არის", "there is no such group of voters"}},
    VerdictRule{119, "not_open_for_votes", {"კენჭისყრა ღია არ არის", "no vote is open"}},
    VerdictRule{120, "votes_elsewhere", {"ხმები სხვაგან ითვლება", "votes are counted elsewhere"}},
    VerdictRule{121, "unknown_clock", {"ასეთი ვადა საქმის ტიპს არ აქვს", "the case type has no such clock"}},
    VerdictRule{122, "too_much_follows", {"ერთ ქმედებას ძალიან ბევრი მოჰყვება", "too much follows from one act"}},
    VerdictRule{123, "field_frozen", {"ველი ამ მდგომარეობაში აღარ იცვლება", "the field is not changed in this state"}},
    VerdictRule{150, "unknown_actor", {"ასეთი მონაწილე არ არის", "there is no such actor"}},
    VerdictRule{151, "unknown_case", {"ასეთი საქმე არ არის", "there is no such case"}},
    VerdictRule{152, "unknown_workflow",
                {"ტიპის ეს ვერსია ძალაში არ არის", "this version of the case type is not in force"}},
    VerdictRule{153, "altered",
                {"მოვლენაში ის არ წერია, რაც წესებით გამოდის", "the event does not say what follows by the rules"}},
    VerdictRule{154, "not_a_consequence",
                {"ეს სისტემის ქმედებად წერია, მაგრამ არაფრიდან გამომდინარეობს", "it claims to be an act of the system and follows from nothing"}},
    VerdictRule{155, "bad_counter", {"ასლის მოვლენების რიგი წყვეტილია", "the replica's count of events has a gap"}},
    VerdictRule{156, "clock_ahead", {"დრო მომავალშია", "its time lies in the future"}},
    VerdictRule{157, "only_authority", {"ამას მხოლოდ მთავარი საცავი აკეთებს", "only the authority does this"}},
    VerdictRule{158, "number_not_leased",
                {"ეს ნომერი ამ ასლისთვის გამოყოფილი არ არის", "the number was not leased to this replica"}},
    VerdictRule{159, "bad_base",
                {"საქმის ასეთი ვერსია არ ყოფილა", "the case never had the version that the event names"}},
    VerdictRule{160, "nothing_to_resolve",
                {"ასეთი გადაუწყვეტელი მოვლენა საქმეს არ აქვს", "the case has no such event that waits to be settled"}},
    VerdictRule{199, "other", {"სხვა მიზეზი", "another reason"}},
    VerdictRule{200, "key_revoked", {"გასაღები გაუქმებულია", "the key was revoked"}},
    VerdictRule{201, "replica_forked",
                {"ასლის მოვლენების ორი სხვადასხვა რიგი არსებობს", "the replica wrote two different histories"}},
    VerdictRule{202, "after_revocation",
                {"უფლების გაუქმებამდე დაიწერა, მაგრამ მერე მოვიდა", "written before the revocation, received after it"}},
};
static_assert(std::ranges::is_sorted(table, {}, &VerdictRule::number));
static_assert(table[model::same_act_rule].word == "same_act" && table[model::field_policy_rule].word == "field_policy");
static_assert(table[3].number == model::changed_elsewhere_rule && table[3].word == "changed_elsewhere");

} // namespace

std::span<const VerdictRule> verdict_rules()
{
    return table;
}

const VerdictRule* verdict_rule(std::uint16_t number)
{
    const auto found = std::ranges::find(table, number, &VerdictRule::number);
    return found == table.end() ? nullptr : &*found;
}

const VerdictRule* verdict_rule(std::string_view word)
{
    const auto found = std::ranges::find(table, word, &VerdictRule::word);
    return found == table.end() ? nullptr : &*found;
}

std::uint16_t rule_number(std::string_view word)
{
    const VerdictRule* rule = verdict_rule(word);
    return rule != nullptr ? rule->number : other_rule;
}

std::string rule_word(std::uint16_t number)
{
    const VerdictRule* rule = verdict_rule(number);
    return rule != nullptr ? std::string(rule->word) : fmt::format("rule_{}", number);
}

} // namespace ogp::ledger
