#include "base/yaml_wording.hpp"

#include "base/text.hpp"

namespace ogp {
namespace {

struct Wording
{
    std::string_view parser; ///< how the message of yaml-cpp 0.7 begins
    Label label;
};

constexpr Wording wordings[] = {
    {"end of map not found",
     {"ეს აქ არ ეკუთვნის არც ერთ გასაღებს: შეამოწმეთ შეწევა, ორწერტილი და ბრჭყალები",
      "this belongs to no key: check the indentation, the colon and the quotes"}},
    {"end of map flow not found", {"არ არის დამხურავი ფრჩხილი }", "a closing } is missing"}},
    {"end of sequence not found",
     {"ეს აქ არ ეკუთვნის სიას: შეამოწმეთ შეწევა და ტირე", "this does not belong to the list: check the indentation and the dash"}},
    {"end of sequence flow not found", {"არ არის დამხურავი ფრჩხილი ]", "a closing ] is missing"}},
    {"unknown token", {"ტექსტი ამ ნიშნით ვერ დაიწყება: ჩასვით ბრჭყალებში", "no text can begin with this sign: put it in quotes"}},
    {"illegal document indicator in scalar", {"დოკუმენტის ნიშანი (--- ან ...) ტექსტის შიგნით", "a document mark (--- or ...) inside of a text"}},
    {"illegal EOF in scalar", {"ბრჭყალები არ იხურება", "the quotes are not closed"}},
    {"illegal character in scalar", {"დაუშვებელი ნიშანი ტექსტში", "a sign that cannot stand in a text"}},
    {"illegal tab when looking for indentation",
     {"შეწევაში ტაბულაციაა: გამოიყენეთ მხოლოდ ჰარი", "a tab in the indentation: use spaces only"}},
    {"illegal flow end", {"ზედმეტი დამხურავი ფრჩხილი", "a closing bracket too many"}},
    {"illegal block entry", {"სიის ტირე აქ არ შეიძლება", "no list entry can stand here"}},
    {"illegal map key", {"გასაღები აქ არ შეიძლება", "no key can stand here"}},
    {"illegal map value",
     {"ორწერტილი აქ არ შეიძლება: ჩასვით ტექსტი ბრჭყალებში", "no colon can stand here: put the text in quotes"}},
    {"bad character found while scanning hex number", {"აქ თექვსმეტობითი რიცხვი უნდა იყოს", "expected a hex number"}},
    {"invalid unicode", {"ასეთი Unicode სიმბოლო არ არსებობს", "there is no such Unicode character"}},
    {"unknown escape character", {"უცნობი ნიშანი \\-ის შემდეგ", "unknown escape after \\"}},
    {"unexpected character in block scalar", {"დაუშვებელი ნიშანი | ან > ნიშნის შემდეგ", "unexpected sign after | or >"}},
    {"YAML major version too large", {"YAML-ის ვერსია ძალიან ახალია", "the version of YAML is too new"}},
};

} // namespace

Localized yaml_fault(std::string_view parser_message)
{
    for (const Wording& wording : wordings) {
        if (parser_message.starts_with(wording.parser))
            return wording.label;
    }
    return {"YAML ვერ იკითხება", "YAML cannot be read: " + printable(parser_message)};
}

} // namespace ogp
