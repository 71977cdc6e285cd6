#include "app/cases/query.hpp"

#include "app/cases/change.hpp"
#include "app/trial_repository.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::app;

namespace {

std::string text_of(const store::SqlAnswer& answer)
{
    std::string text;
    for (const std::string& column : answer.columns)
        text += column + "|";
    for (const auto& row : answer.rows) {
        text += "\n";
        for (const store::SqlValue& value : row)
            text += std::visit(
                [](const auto& held) {
                    using Held = std::decay_t<decltype(held)>;
                    if constexpr (std::is_same_v<Held, std::monostate>)
                        return std::string("null|");
                    else if constexpr (std::is_same_v<Held, std::int64_t>)
                        return "int " + std::to_string(held) + "|";
                    else if constexpr (std::is_same_v<Held, store::SqlFraction>)
                        return "real " + held.digits + "|";
                    else
                        return "text " + held + "|";
                },
                value);
    }
    return text;
}

} // namespace

TEST_CASE("what is read into memory gives the answers of the views")
{
    TrialRepository trial({std::string(all_types)});
    Repository repository = trial.open();
    Change change(repository);
    for (int i = 0; i < 20; ++i) {
        const CaseUid uid = change.open("foi", Json::object({{"subject", "გზები"}, {"body", "x"}, {"pages", i}, {"applicant", Json::object({{"name", "A"}})}})).subject.uid;
        if (i % 3 == 0)
            change.move(uid, "forward", Json::object({{"forwarded_to", "another body"}}), "reason");
    }
    change.commit();
    const std::vector<std::string> statements = {
        "SELECT f.number, c.status, c.due FROM foi f JOIN clocks c ON c.case_id = f.id ORDER BY f.number",
        "SELECT resolution, count(*) AS n, avg(pages) AS pages, sum(copy_fee) AS fee FROM foi GROUP BY resolution ORDER BY resolution",
        "SELECT a.number, b.number FROM cases a JOIN cases b ON a.id = b.id WHERE a.category = 'done' ORDER BY a.number",
        "SELECT e.transition, f.number FROM events e JOIN foi f ON f.id = e.case_id WHERE e.from_state <> e.to_state ORDER BY f.number",
        "SELECT * FROM clocks ORDER BY number",
        "SELECT count(*) AS n FROM events",
        "SELECT number FROM foi WHERE version > '1' AND pages > 3 ORDER BY number DESC LIMIT 2"};
    store::SqlSession views = query_session(repository, statements);
    store::SqlSession kept = query_session(repository, statements);
    kept.keep(statements);
    for (const std::string& statement : statements) {
        INFO(statement);
        const std::string answer = text_of(views.run(statement));
        CHECK(answer.find('\n') != std::string::npos);
        CHECK(text_of(kept.run(statement)) == answer);
    }
}

TEST_CASE("a statement that is not understood is told when it is run, with others or alone")
{
    TrialRepository trial;
    Repository repository = trial.open();
    const std::vector<std::string> statements = {"SELECT nothing FROM cases", "SELECT count(*) FROM cases a JOIN cases b ON a.id = b.id",
                                                 "SELECT body FROM event", "DELETE FROM cases"};
    store::SqlSession session = query_session(repository, statements);
    session.keep(statements);
    CHECK_THROWS_AS(session.run(statements[0]), store::SqlMistake);
    CHECK(text_of(session.run(statements[1])).find("int 0") != std::string::npos);
    CHECK_THROWS_AS(session.run(statements[2]), Error); // a table below the views
    CHECK_THROWS_AS(session.run(statements[3]), Error);
}
