#include "workflow/judge.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {

Permit Judge::run()
{
    switch (m_intent.op) {
    case model::Op::Open: open(); break;
    case model::Op::Set: set(); break;
    case model::Op::Move: move(); break;
    case model::Op::Comment: comment(); break;
    case model::Op::Attach: attach(); break;
    case model::Op::Link: link(); break;
    case model::Op::Vote: vote(); break;
    case model::Op::Tick: tick(); break;
    case model::Op::Resolve: resolve(); break;
    case model::Op::Migrate:
    case model::Op::Define:
    case model::Op::Grant:
    case model::Op::Calendar:
    case model::Op::Revoke:
    case model::Op::Erase:
    case model::Op::Lease:
        throw Error(Fault::Internal, Localized("ეს მოქმედება საქმის პროცესს არ ეხება", "such an act is not decided by a case type"));
    }
    std::sort(m_permit.to_seal.begin(), m_permit.to_seal.end());
    return std::move(m_permit);
}

void Judge::open()
{
    check_role(m_type.permissions.open);
    check_parent();
    m_permit.to = open_state();
    read_values();
    inherit();
    fill_presets();
    drop_nothings();
    check_required();
    run_computed();
    read_text();
}

void Judge::set()
{
    check_role(m_type.permissions.set);
    // What a source prints is corrected by importing it again, whatever became of the case.
    if (m_actor.role != importer_role)
        check_not_closed();
    read_values();
    read_text();
    if (changes_nothing())
        refuse("nothing_to_do", Localized("ცვლილება არ არის: მნიშვნელობები უკვე ასეთია",
                                          "there is nothing to change: the values are these already"));
    run_computed();
}

void Judge::comment()
{
    check_role(m_type.permissions.comment);
    if (m_intent.set.size() != 0 || m_intent.add.size() != 0 || m_intent.del.size() != 0)
        refuse("bad_value", Localized("კომენტარი ველებს ვერ ცვლის", "a comment cannot change fields"));
    read_values();
    read_text();
    if (!has_text())
        refuse("comment_missing", Localized("კომენტარი ცარიელია", "the comment is empty"));
}

void Judge::attach()
{
    check_role(m_type.permissions.attach);
    if (m_intent.set.size() != 0 || m_intent.add.size() != 0 || m_intent.del.size() != 0)
        refuse("bad_value", Localized("ფაილის დართვა ველებს ვერ ცვლის", "attaching a file cannot change fields"));
    read_values();
    read_text();
    for (const model::Attachment& attachment : m_intent.attachments) {
        if (!model::attachment_from(to_json(attachment)))
            refuse("bad_value", say("ფაილის სახელი ან ტიპი უვარგისია: {}", "the name or type of the file is not valid: {}",
                                    printable(shorten(attachment.name, 60))));
        const auto& held = subject().attachments;
        if (std::find(held.begin(), held.end(), attachment) == held.end())
            m_permit.attachments.push_back(attachment);
    }
    if (m_permit.attachments.empty() && !m_files_are_sealed)
        refuse("nothing_to_do", Localized("ეს ფაილი საქმეს უკვე ახლავს", "this file is attached already"));
    if (!m_permit.attachments.empty() && is_sealed(m_type.comments))
        m_permit.to_seal.emplace_back(model::sealed_files);
}

void Judge::move()
{
    const Transition& transition = find_transition();
    check_mover(transition);
    check_from(transition);
    check_due(transition);
    check_four_eyes(transition);
    check_fewest_children(transition);
    m_permit.from = subject().state;
    m_permit.to = transition.to;
    check_not_written(transition);
    read_values();
    check_settable(transition);
    const model::Case after = outcome();
    check_require(transition, after);
    check_guard(transition, transition.when, after);
    run_set(transition);
    change_by_effects(transition.effects, &transition);
    run_computed();
    follow_from(transition.effects, &transition, transition.id);
    cascade(transition);
    read_text();
    // What follows from another act says its reason by itself.
    if (transition.comment == CommentRule::Required && !has_text() && m_intent.cause == Cause::Person) {
        const Localized name = labelled(transition.id, transition.label);
        refuse("comment_missing",
               {fmt::format("{}: კომენტარი სავალდებულოა", name.ka), fmt::format("{}: a comment is required", name.en)},
               Localized("დაუმატეთ მიზეზი: --comment \"…\"", "give the reason: --comment \"…\""));
    }
}

const model::Case& Judge::subject() const
{
    if (m_subject == nullptr)
        throw Error(Fault::Internal, Localized("გადაწყვეტილებას საქმე აკლია", "the decision lacks its case"));
    return *m_subject;
}

} // namespace ogp::workflow
