#include "documents/report_start.hpp"

namespace ogp::documents {
namespace {

constexpr std::string_view mark = "@ID@";

constexpr std::string_view text = R"(# ანგარიში „@ID@“: ogp report @ID@ --period 2019
# შეამოწმეთ: ogp report check @ID@
#
# The report "@ID@": ogp report @ID@ --period 2019
# Check it: ogp report check @ID@
ogp: 1
kind: report
id: @ID@

# ტექსტი ორ ენაზე იწერება; {{period}} და სხვა სახელები მონაცემებით ივსება.
# A text is written in both languages; {{period}} and other names are filled in.
title:
  ka: "ანგარიში: {{period}}"
  en: "Report: {{period}}"
subtitle:
  ka: "{{as_of|date:of}} მდგომარეობით"
  en: "As of {{as_of|date}}"

# ერთი სტრიქონი ბრძანებისთვის ogp report list.
# One line for ogp report list.
summary: {ka: "რას ამბობს ეს ანგარიში", en: "What this report tells"}

# ფაილების სახელი, ბოლოსართის გარეშე.
# The name of the files, without their ending.
file: "@ID@-{{period}}"

# რა უნდა იცოდეს ანგარიშმა. სახეები: period, plan, case (type: ...), text, number, date, choice (choices: [...]).
# „period“ შეკითხვებს აძლევს :period_from და :period_to დღეებს; ყველა სხვა პარამეტრი თავისი სახელით მიეწოდება.
#
# What the report has to be told. Kinds: period, plan, case (type: ...), text, number, date, choice (choices: [...]).
# "period" gives the queries the days :period_from and :period_to; every other parameter is bound by its own name.
parameters:
  - {name: period, kind: period, need: required, label: {ka: "პერიოდი", en: "Period"}}

# წინადადებები. ფილტრები: date, date:of, datetime, number, money, percent, plural:ერთი:ბევრი.
# Sentences. Filters: date, date:of, datetime, number, money, percent, plural:one:many.
texts:
  opened: {ka: "გახსნილი საქმეები", en: "Cases opened"}
  opened_intro:
    ka: "პერიოდში გაიხსნა {{opened|number}} საქმე{{#opened}}; დასრულებულია {{done|number}}{{/opened}}."
    en: "{{opened|number}} {{opened|plural:case was:cases were}} opened in the period{{#opened}}; {{done|number}} {{done|plural:is:are}} done{{/opened}}."
  opened_table: {ka: "საქმეები ტიპების მიხედვით", en: "Cases by type"}
  opened_none: {ka: "პერიოდში საქმე არ გახსნილა.", en: "No case was opened in the period."}
  opened_chart: {ka: "გახსნილი საქმეები თვეების მიხედვით", en: "Cases opened, by month"}
  opened_chart_description: {ka: "თითო სვეტი თვეა; სიმაღლე – გახსნილი საქმეები.", en: "A bar for each month; its height is the number of cases opened."}
  totals_differ:
    ka: "ყურადღება: ჯამები ერთმანეთს არ ემთხვევა: {{left}} და {{right}}."
    en: "Attention: the totals do not agree: {{left}} and {{right}}."

# რიცხვები ტექსტებისთვის: ერთი სტრიქონი, თითო სვეტი თითო სახელია. ხედები და სვეტები: ogp query --views
# Numbers for the texts: one row, each column a name. Views and columns: ogp query --views
facts:
  - query: >-
      SELECT count(*) AS opened, coalesce(sum(category = 'done'), 0) AS done
      FROM cases
      WHERE local_day(opened) BETWEEN :period_from AND :period_to

# ნაწილები ამ რიგით იბეჭდება. ნაწილი ან „blocks“-ია, ან „make: სახელი“ – პროგრამის მზა ნაწილი.
# Sections come in this order. A section has "blocks", or "make: name": one that the program makes.
sections:
  - id: opened
    number: "1"
    title: opened
    blocks:
      - {text: opened_intro}
      - table:
          id: opened_by_type
          caption: opened_table
          query: >-
            SELECT type, count(*) AS opened, sum(category = 'done') AS done
            FROM cases
            WHERE local_day(opened) BETWEEN :period_from AND :period_to
            GROUP BY type ORDER BY type
          # holds: text, number, date, instant, money, percent, member (type, field), state (type), type, month
          columns:
            - {key: type, label: {ka: "ტიპი", en: "Type"}, holds: type}
            - {key: opened, label: {ka: "გაიხსნა", en: "Opened"}, holds: number, total: sum}
            - {key: done, label: {ka: "დასრულებულია", en: "Done"}, holds: number, total: sum}
            - {key: share, label: {ka: "დასრულებულია, %", en: "Done, %"}, holds: percent, part: done, whole: opened}
          empty: opened_none
      - table:
          id: opened_by_month
          caption: opened_chart
          query: >-
            SELECT substr(local_day(opened), 1, 7) AS month, count(*) AS opened
            FROM cases
            WHERE local_day(opened) BETWEEN :period_from AND :period_to
            GROUP BY month ORDER BY month
          columns:
            - {key: month, label: {ka: "თვე", en: "Month"}, holds: month}
            - {key: opened, label: {ka: "გაიხსნა", en: "Opened"}, holds: number, total: sum}
          empty: opened_none
      # kind: stacked_bars, paired_bars, line
      - chart:
          id: opened_chart
          kind: stacked_bars
          of: opened_by_month
          category: month
          series: [opened]
          title: opened_chart
          description: opened_chart_description
      # სადაც ორი ჯამი ერთმანეთს არ ემთხვევა, ანგარიში ამას ხმამაღლა ამბობს.
      # Where two totals do not agree, the report says so loudly.
      - check: {left: opened_by_type.opened, right: opened_by_month.opened, differs: totals_differ}
)";

} // namespace

std::string starting_report(std::string_view id)
{
    std::string result(text);
    for (std::size_t at = result.find(mark); at != std::string::npos; at = result.find(mark, at + id.size()))
        result.replace(at, mark.size(), id);
    return result;
}

} // namespace ogp::documents
