#include "app/sync/told_keys.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"

namespace ogp::app {

ledger::VerifierKey told_key(const sync::Info& info)
{
    return {ledger::signer_name(info.repository, info.authority), info.key};
}

ledger::LogKeys told_keys(const sync::Info& info, const ledger::VerifierKey& known)
{
    const ledger::VerifierKey present = told_key(info);
    ledger::LogKeys keys = ledger::log_keys(info.handovers, present);
    if (!keys.contains(known))
        throw Error(Fault::Integrity,
                    say("მთავარი საცავის გასაღები სხვაა: {}", "the authority has another key: {}", printable(ledger::verifier_key(present.name, present.key))),
                    {"თქვენი გასაღებიდან მისკენ გზა არ არის; შეადარეთ ის, რაც სხვა გზით გაქვთ მიღებული",
                     "nothing leads to it from the key that you know; compare it with what you were given another way"});
    return keys;
}

} // namespace ogp::app
