#include "workflow/decide.hpp"

#include "model/event.hpp"
#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>

namespace ogp::workflow {
namespace {

const CaseType& milestone()
{
    return test::shipped("milestone");
}

model::Attachment letter()
{
    return {"letter.pdf", sha256("content"), 7, "application/pdf"};
}

Intent attach(std::vector<model::Attachment> files)
{
    Intent intent;
    intent.op = model::Op::Attach;
    intent.attachments = std::move(files);
    return intent;
}

model::Case planned(const CaseType& type)
{
    model::Case subject;
    subject.type = type.id;
    subject.state = type.initial_state().id;
    subject.version = 1;
    return subject;
}

Decision decided(const CaseType& type, const model::Case& subject, const std::string& role, const Intent& intent)
{
    return decide(type, &subject, {"nino", {role}, role}, intent, {});
}

std::string rule(const CaseType& type, const model::Case& subject, const std::string& role, const Intent& intent)
{
    const Decision decision = decided(type, subject, role, intent);
    return decision.allowed() ? "allowed" : decision.refusal->rule;
}

} // namespace

TEST_CASE("who may comment may attach, where the definition says nothing else")
{
    const model::Case subject = planned(milestone());
    CHECK(milestone().permissions.attach == milestone().permissions.comment);
    CHECK(rule(milestone(), subject, "civil_society", attach({letter()})) == "allowed");
    CHECK(rule(milestone(), subject, "importer", attach({letter()})) == "role_not_allowed");
    CaseType strict = milestone();
    strict.permissions.attach = {"coordinator"};
    CHECK(rule(strict, subject, "civil_society", attach({letter()})) == "role_not_allowed");
    CHECK(rule(strict, subject, "coordinator", attach({letter()})) == "allowed");
    CHECK(load_compiled(compile(strict)).permissions.attach == strict.permissions.attach);
    CHECK(load_compiled(compile(milestone())).permissions.attach == milestone().permissions.attach);
    CHECK(compile(milestone())["permissions"].find("attach") == nullptr);
}

TEST_CASE("a file must have a name and a type, and must be new")
{
    model::Case subject = planned(milestone());
    const auto coordinator = [&](const Intent& intent) { return rule(milestone(), subject, "coordinator", intent); };
    model::Attachment hidden = letter();
    hidden.name = "../letter.pdf";
    CHECK(coordinator(attach({hidden})) == "bad_value");
    CHECK(coordinator(attach({})) == "nothing_to_do");
    Intent with_values = attach({letter()});
    with_values.set.set("lead", "x");
    CHECK(coordinator(with_values) == "bad_value");
    subject.attachments = {letter()};
    CHECK(coordinator(attach({letter()})) == "nothing_to_do");
    model::Attachment other = letter();
    other.name = "other.pdf";
    const Decision decision = decided(milestone(), subject, "coordinator", attach({letter(), other}));
    REQUIRE(decision.allowed());
    CHECK(decision.permit->attachments == std::vector{other});
    CHECK(decision.permit->to_seal.empty());
}

TEST_CASE("where comments are personal, files are sealed")
{
    CaseType type = milestone();
    type.comments = Privacy::Personal;
    const model::Case subject = planned(type);
    const Decision own = decided(type, subject, "coordinator", attach({letter()}));
    REQUIRE(own.allowed());
    CHECK(own.permit->to_seal == std::vector<std::string>{std::string(model::sealed_files)});
    // An authority sees only that there is one.
    Intent sealed = attach({});
    sealed.sealed = {std::string(model::sealed_files)};
    CHECK(rule(type, subject, "coordinator", sealed) == "allowed");
    CHECK(rule(milestone(), planned(milestone()), "coordinator", sealed) != "allowed");
}

} // namespace ogp::workflow
