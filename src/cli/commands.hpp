#pragma once

#include "cli/args.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"

namespace ogp::cli {

// One for each file in commands/, in the order of the table in commands.cpp.
extern const Command init;
extern const Command status;
extern const Command show;
extern const Command attach;
extern const Command search;
extern const Command log;
extern const Command blame;
extern const Command diff;
extern const Command fsck;
extern const Command prove;
extern const Command verify;
extern const Command checkpoint;
extern const Command audit;
extern const Command import_cases;
extern const Command export_cases;
extern const Command case_list;
extern const Command case_count;
extern const Command case_show;
extern const Command case_new;
extern const Command case_set;
extern const Command case_do;
extern const Command case_comment;
extern const Command case_attach;
extern const Command case_vote;
extern const Command case_link;
extern const Command case_log;
extern const Command case_next;
extern const Command attachment_list;
extern const Command attachment_get;
extern const Command plan_import;
extern const Command plan_check;
extern const Command plan_status;
extern const Command plan_show;
extern const Command session_import;
extern const Command session_minutes;
extern const Command commitment_assess;
extern const Command indicator_record;
extern const Command report_list;
extern const Command report_annual;
extern const Command calendar_list;
extern const Command calendar_show;
extern const Command calendar_days;
extern const Command calendar_add;
extern const Command calendar_import;
extern const Command calendar_export;
extern const Command calendar_apply;
extern const Command sla_list;
extern const Command sla_show;
extern const Command sla_explain;
extern const Command sla_report;
extern const Command sla_recompute;
extern const Command tick;
extern const Command outbox_list;
extern const Command outbox_send;
extern const Command workflow_list;
extern const Command budget_tally;
extern const Command budget_explain;
extern const Command budget_compare_rules;
extern const Command budget_check;
extern const Command budget_convert;
extern const Command workflow_show;
extern const Command workflow_lint;
extern const Command workflow_schema;
extern const Command workflow_graph;
extern const Command workflow_diff;
extern const Command workflow_apply;
extern const Command workflow_migrate;
extern const Command workflow_test;
extern const Command workflow_paths;
extern const Command help;
extern const Command dev_docs;
extern const Command complete;

} // namespace ogp::cli
