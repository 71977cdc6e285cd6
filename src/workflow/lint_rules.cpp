#include "workflow/lint_rules.hpp"

#include <algorithm>

namespace ogp::workflow {
namespace {

constexpr LintRule rules[] = {
    {"E001", "no_initial_state", {"საწყისი მდგომარეობა არ არის", "there is no initial state"}},
    {"E001", "several_initial_states", {"საწყისი მდგომარეობა რამდენიმეა", "there are several initial states"}},
    {"E002", "unknown_state", {"უცნობი მდგომარეობა", "a state that does not exist"}},
    {"E003", "unreachable_state", {"მდგომარეობამდე გზა არ მიდის", "no way leads to the state"}},
    {"E004", "dead_end", {"მდგომარეობიდან გზა არ გადის და ის საბოლოო არ არის", "nothing leads out of a state that is not terminal"}},
    {"E005", "terminal_with_exit", {"საბოლოო მდგომარეობიდან გადასვლა", "a transition leads out of a terminal state"}},
    {"E006", "unknown_role", {"უცნობი როლი", "a role that does not exist"}},
    {"E007", "nobody_may_fire", {"გადასვლას ვერავინ აკეთებს", "a transition that nobody may make"}},
    {"E008", "unknown_field", {"უცნობი ველი", "a field that does not exist"}},
    {"E009", "no_way_to_end", {"მდგომარეობიდან ვერც ერთ საბოლოომდე ვერ მიდის", "no terminal state can be reached"}},
    {"E010", "duplicate_key", {"გასაღები ორჯერ წერია", "a key given twice"}},
    {"E011", "anchor", {"YAML-ის ღუზა", "an anchor of YAML"}},
    {"E011", "alias", {"YAML-ის მითითება", "an alias of YAML"}},
    {"E012", "boolean_key", {"გასაღები, რომელსაც სხვა წამკითხველი true-დ იგებს", "a key that other readers take for a boolean"}},
    {"W013", "one_holder", {"მეორე ადამიანი სჭირდება, როლი კი ერთს აქვს", "a second person is needed and one person has the role"}},
    {"E013", "yaml_syntax", {"YAML-ის სინტაქსი", "syntax of YAML"}},
    {"E013", "tag", {"YAML-ის ჭდე", "a tag of YAML"}},
    {"E013", "merge_key", {"YAML-ის <<", "a merge key of YAML"}},
    {"E013", "key_not_scalar", {"გასაღები სიტყვა არ არის", "a key that is no word"}},
    {"E013", "several_documents", {"ფაილში რამდენიმე დოკუმენტია", "several documents in one file"}},
    {"E013", "too_large", {"ფაილი დიდია", "the file is too large"}},
    {"E013", "too_deep", {"ჩალაგება ღრმაა", "nested too deeply"}},
    {"E013", "too_many_nodes", {"მნიშვნელობა ბევრია", "too many values"}},
    {"E013", "bad_utf8", {"UTF-8 არ არის", "not UTF-8"}},
    {"E013", "not_nfc", {"ტექსტი NFC არ არის", "text that is not NFC"}},
    {"E013", "control_character", {"უხილავი მმართველი სიმბოლო", "a control character"}},
    {"E014", "wrong_kind", {"მნიშვნელობა სხვა სახისაა", "a value of another kind"}},
    {"E015", "unknown_key", {"უცნობი გასაღები", "a key that is not known"}},
    {"E016", "missing_key", {"გასაღები აკლია", "a key is missing"}},
    {"E016", "missing_privacy", {"ველს privacy აკლია", "a field has no privacy"}},
    {"E017", "bad_value", {"დაუშვებელი მნიშვნელობა", "a value that is not possible"}},
    {"E018", "bad_identifier", {"სახელად არ გამოდგება", "what cannot be a name"}},
    {"E018", "reserved_name", {"დაკავებული სახელი", "a name that is taken"}},
    {"E018", "given_twice", {"ერთი სახელი ორჯერ", "a name given twice"}},
    {"E019", "unknown_type", {"უცნობი ტიპი", "a type that does not exist"}},
    {"E019", "unknown_privacy", {"უცნობი კლასი", "a class that does not exist"}},
    {"E019", "unknown_category", {"უცნობი კატეგორია", "a category that does not exist"}},
    {"E019", "unknown_enum", {"უცნობი ჩამონათვალი", "an enumeration that does not exist"}},
    {"E019", "unknown_transition", {"უცნობი გადასვლა", "a transition that does not exist"}},
    {"E019", "unknown_sla", {"უცნობი ვადა", "a deadline that does not exist"}},
    {"E019", "unknown_case_type", {"უცნობი საქმის ტიპი", "a case type that does not exist"}},
    {"E019", "unknown_file", {"ფაილი არ არის", "a file that does not exist"}},
    {"E019", "unknown_calendar", {"უცნობი კალენდარი", "a calendar that does not exist"}},
    {"E019", "no_part", {"ეს საქმის ტიპი ნაწილი არ არის", "a case type that is no part of this one"}},
    {"E019", "parent_cycle", {"საქმის ტიპი თავისივე ნაწილი გამოდის", "a case type that is a part of itself"}},
    {"E019", "language_version", {"ენის უცნობი ვერსია", "a version of the language that is not known"}},
    {"E020", "never_stopped", {"ვადა ბოლომდე არ ჩერდება", "a deadline that still runs at the end"}},
    {"W021", "pause_overlaps_stop", {"ერთი მდგომარეობა აჩერებს და ასრულებს ვადას", "one state pauses and stops a deadline"}},
    {"W022", "pause_without_limit", {"პაუზის მდგომარეობას max_stay არ აქვს", "a state that pauses a deadline has no max_stay"}},
    {"E023", "unknown_table_key", {"ვადების ცხრილში უცნობი მნიშვნელობა", "a member that does not exist in a table of terms"}},
    {"N024", "target_by_default", {"მნიშვნელობის ვადა default-იდანაა", "a member whose term is the default"}},
    {"E025", "never_started", {"ვადა არასოდეს იწყება", "a deadline that never starts"}},
    {"E025", "start_is_stop", {"ვადა იმავით იწყება, რითაც სრულდება", "a deadline that starts and stops by the same"}},
    {"E025", "warning_too_early", {"გაფრთხილება ვადაზე გრძელია", "a warning that is longer than the term"}},
    {"W026", "calendar_ends", {"კალენდარი მალე მთავრდება", "a calendar that ends soon"}},
    {"E030", "guard_syntax", {"გამოსახულების სინტაქსი", "syntax of an expression"}},
    {"E031", "guard_name", {"გამოსახულებაში უცნობი სახელი", "a name in an expression that does not exist"}},
    {"E032", "guard_type", {"გამოსახულებაში სხვა ტიპი", "a wrong type in an expression"}},
    {"E033", "guard_missing", {"ველი შეიძლება ცარიელი იყოს", "a field that may be unset"}},
    {"E034", "guard_enum", {"გამოსახულებაში უცნობი მნიშვნელობა", "a member that does not exist in an expression"}},
    {"W035", "guard_constant", {"პირობა ყოველთვის ერთი და იგივეა", "a guard that is always the same"}},
    {"E036", "guard_zero", {"ნულზე გაყოფა", "a division by zero"}},
    {"E037", "guard_limit", {"გამოსახულება დიდია", "an expression over the limits"}},
    {"E038", "guard_sealed", {"პირად ველზე მხოლოდ has() იკითხება", "of a personal field only has() may be asked"}},
    {"W039", "guard_may_be_zero", {"გამყოფი შეიძლება ნული იყოს", "a divisor that may be zero"}},
    {"W040", "automatic_clash", {"ერთდროულად ორი ავტომატური გადასვლა", "two automatic transitions at once"}},
    {"E050", "missing_label", {"ტექსტი ერთ ენაზე აკლია", "a text is missing in a language"}},
    {"E050", "unknown_template", {"შეტყობინების ნიმუში არ არის", "a template of messages that does not exist"}},
    {"E050", "template_name", {"შეტყობინების ნიმუში ასახელებს იმას, რაც საქმეს არ აქვს", "a template of messages names what the case does not have"}},
    {"E060", "template_sealed", {"პირადი ველი შეტყობინების ნიმუშში", "a personal field in a template of messages"}},
    {"E060", "personal_in_public", {"პირადი ველი საჯარო ადგილას", "a personal field in a public place"}},
    {"E060", "picture_with_metadata", {"საჯარო სურათი strip_metadata-ს გარეშე", "a public picture without strip_metadata"}},
    {"W061", "public_comments", {"საჯარო კომენტარი საქმეზე, სადაც პირადი მონაცემებია", "public comments on a case with personal data"}},
    {"E070", "same_version", {"შინაარსი შეიცვალა, ვერსია არა", "other content under the same version"}},
    {"E070", "older_version", {"ვერსია მოქმედზე ნაკლებია", "a version older than the active one"}},
    {"E070", "migration_incomplete", {"ძველი მდგომარეობა migrate-ში არ არის", "a state of the version before that migrate does not name"}},
    {"W071", "history_refused", {"ჩაწერილი მოქმედება ამ ვერსიით უარყოფილი იქნებოდა", "a recorded act that this version would refuse"}},
};

} // namespace

std::span<const LintRule> lint_rules()
{
    return rules;
}

const LintRule& lint_rule_of(std::string_view finding)
{
    const auto found = std::find_if(std::begin(rules), std::end(rules), [&](const LintRule& rule) { return rule.name == finding; });
    return found != std::end(rules) ? *found : lint_rule_of("wrong_kind");
}

Severity severity_of(const LintRule& rule)
{
    return rule.code[0] == 'E' ? Severity::Error : rule.code[0] == 'W' ? Severity::Warning : Severity::Note;
}

} // namespace ogp::workflow
