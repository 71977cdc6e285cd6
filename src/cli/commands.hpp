#pragma once

#include "cli/args.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"

namespace ogp::cli {

// One for each file in commands/, in the order of the table in commands.cpp.
extern const Command init;
extern const Command status;
extern const Command show;
extern const Command log;
extern const Command blame;
extern const Command diff;
extern const Command fsck;
extern const Command prove;
extern const Command verify;
extern const Command checkpoint;
extern const Command audit;
extern const Command case_list;
extern const Command case_show;
extern const Command case_new;
extern const Command case_set;
extern const Command case_do;
extern const Command case_comment;
extern const Command case_log;
extern const Command plan_import;
extern const Command plan_check;
extern const Command plan_status;
extern const Command plan_show;
extern const Command commitment_assess;
extern const Command indicator_record;
extern const Command report_list;
extern const Command report_annual;
extern const Command workflow_list;
extern const Command help;
extern const Command dev_docs;
extern const Command complete;

} // namespace ogp::cli
