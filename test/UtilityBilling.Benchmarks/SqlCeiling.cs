using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.TestBase;
using UtilityBilling.Uow;

namespace UtilityBilling.Benchmarks;

/// <summary>
/// The practical ceiling: the same rows as the run wrote, taken from temporary copies with new ids and written by one statement a table in one transaction, as
/// <c>ub_app</c>, with every key, check, trigger and policy of the schema. Nothing is rated and no JSON is read.
/// </summary>
internal static class SqlCeiling
{
    /// <summary>Bills per CPU-second.</summary>
    public static async Task<double> MeasureAsync(TestHost host, MadeTown town, Guid run)
    {
        var second = await host.Alder.WriteAsync(host.Alder.Technician, s => s.GetRequiredService<IBillRunAppService>().StartAsync(new StartBillRunInput(town.NextPeriodId)));
        var clock = await CpuClock.OfAsync(host);
        return await host.Alder.InScopeAsync(host.Alder.Technician, async services =>
        {
            var unit = services.GetRequiredService<IUnitOfWork>();
            var sql = services.GetRequiredService<BulkWriter>();
            await unit.BeginAsync(UnitOfWorkMode.Write);
            foreach (var statement in Copies)
                await sql.ExecuteAsync(statement, statement.Contains("$1", StringComparison.Ordinal) ? [new NpgsqlParameter { Value = run }] : []);
            var before = clock.Now();
            var bills = 0L;
            foreach (var (table, statement) in Writes)
            {
                var rows = await sql.ExecuteAsync(statement, statement.Contains("$1", StringComparison.Ordinal) ? [new NpgsqlParameter { Value = second }, new NpgsqlParameter { Value = town.NextPeriodId }] : []);
                bills = table == "bills" ? rows : bills;
            }
            await unit.CompleteAsync();
            var spent = clock.Now() - before;
            return bills / spent.Sum;
        });
    }

    private static readonly string[] Copies =
    [
        "create temp table new_bills on commit drop as select b.*, gen_random_uuid() as new_id, gen_random_uuid() as new_journal from billing.bills b where b.run_id = $1",
        "create temp table new_charges on commit drop as select c.*, gen_random_uuid() as new_id, n.new_id as new_bill, n.new_journal from billing.charges c join new_bills n on n.id = c.cause_id",
        "create temp table new_journals on commit drop as select j.*, n.new_id as new_bill, n.new_journal from billing.journals j join new_bills n on n.journal_id = j.id",
        "create temp table new_entries on commit drop as select e.*, n.new_journal, c.new_id as new_charge from billing.entries e join new_bills n on n.journal_id = e.journal_id left join new_charges c on c.id = e.charge_id",
        "create temp table new_lines on commit drop as select l.*, n.new_id as new_bill from billing.bill_lines l join new_bills n on n.id = l.bill_id",
        "create temp table new_coverage on commit drop as select v.*, n.new_id as new_bill from billing.coverage v join new_bills n on n.id = v.bill_id",
        "analyze new_bills; analyze new_charges; analyze new_journals; analyze new_entries; analyze new_lines; analyze new_coverage",
    ];

    private static readonly (string Table, string Sql)[] Writes =
    [
        ("journals", "insert into billing.journals (tenant_id, id, effective_date, ledger_date, accounting_period_id, posted_at, posted_by, source_kind, source_id, entry_count, amount, first_entry) select tenant_id, new_journal, effective_date, ledger_date, accounting_period_id, posted_at, posted_by, source_kind, new_bill, entry_count, amount, 1 from new_journals"),
        ("charges", "insert into billing.charges (tenant_id, id, account_id, occupancy_id, premise_id, service, effective_date, due_date, amount, may_cut_water, fund_id, receivable_account_id, cause_kind, cause_id, journal_id) select tenant_id, new_id, account_id, occupancy_id, premise_id, service, effective_date, due_date, amount, may_cut_water, fund_id, receivable_account_id, cause_kind, new_bill, new_journal from new_charges"),
        ("entries", "insert into billing.entries (tenant_id, journal_id, n, fund_id, gl_account_id, amount, account_id, premise_id, service, charge_id) select tenant_id, new_journal, n, fund_id, gl_account_id, amount, account_id, premise_id, service, new_charge from new_entries"),
        ("bills", "insert into billing.bills (tenant_id, id, run_id, occupancy_id, account_id, premise_id, period_id, number, \"from\", \"to\", bill_date, due_date, total, total_cents, inputs, journal_id, posted_at) select tenant_id, new_id, $1, occupancy_id, account_id, premise_id, $2, number + 1000000000, \"from\", \"to\", bill_date, due_date, total, total_cents, inputs, new_journal, posted_at from new_bills"),
        ("lines", "insert into billing.bill_lines (tenant_id, bill_id, n, agreement_id, service, component, tariff_version_id, label_en, label_es, quantity, unit_price, amount, may_cut_water, explanation_en, explanation_es, arithmetic) select tenant_id, new_bill, n, agreement_id, service, component, tariff_version_id, label_en, label_es, quantity, unit_price, amount, may_cut_water, explanation_en, explanation_es, arithmetic from new_lines"),
        ("coverage", "insert into billing.coverage (tenant_id, agreement_id, period_id, generation, bill_id, \"from\", \"to\", released_generation) select tenant_id, agreement_id, $2, generation, new_bill, \"from\", \"to\", released_generation from new_coverage where $1::uuid is not null"),
    ];
}
