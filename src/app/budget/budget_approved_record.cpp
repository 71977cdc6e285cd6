#include "app/budget/budget_approved_record.hpp"

#include "base/text.hpp"

namespace ogp::app {

void require_year(const store::CaseRow& round, std::int64_t year)
{
    const Json& own = round.subject.fields["year"];
    if (own.is_integer() && own.as_integer() != year)
        throw Error(Fault::Invalid, say("რაუნდი {0}: ბიუჯეტის წელია {1}, შედარებული კი {2}", "round {0}: the budget's year is {1}, what was compared is of {2}",
                                        printable(round.number), own.as_integer(), year));
}

store::CaseRow record_comparison(Change& change, const Repository& repository, const store::CaseRow& round, const std::string& file,
                                 std::int64_t deviations, std::int64_t unexplained)
{
    const IncomingFile incoming{file, {}, rules_of(repository.type(round.subject.workflow), "comparison")};
    change.put_file(round.subject.uid, "comparison", incoming);
    return change.set(round.subject.uid, Json::object({{"deviations", deviations}, {"unexplained", unexplained}}));
}

} // namespace ogp::app
