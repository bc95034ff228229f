using System.Text.Json;
using Microsoft.Extensions.Logging;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Overestimates;

/// <summary>A charge of a posted bill, and what it would come to from the reads that now stand.</summary>
internal sealed record RevisedCharge(Guid ChargeId, Guid AccountId, long BillNumber, decimal Billed, decimal Revised);

/// <summary>Works out posted bills once more, by the run's own arithmetic, from the reads, rates and facts that now stand for their periods. Nothing is written.</summary>
internal sealed class RevisedBills(
    BulkWriter database, RunPeriods periods, RunContextLoader contexts, CalculationStore store, IBillingScopeIntegrationService scope, OutcomeSentences sentences, IGuidGenerator guids, IClock clock,
    ILogger<RevisedBills> logger)
{
    /// <summary>Every charge of these bills.</summary>
    /// <exception cref="BusinessException">A bill cannot be worked out now, or would have a service that it did not have.</exception>
    public async Task<IReadOnlyList<RevisedCharge>> OfAsync(IReadOnlyCollection<Guid> billIds, CancellationToken cancellationToken)
    {
        var bills = await database.QueryAsync(
            """
            select b.id, b.number, b.account_id, b.occupancy_id, b.period_id, array(select v.agreement_id from billing.coverage v where v.tenant_id = b.tenant_id and v.bill_id = b.id)
            from billing.bills b where b.id = any($1) order by b.number
            """,
            [Arg.Ids(billIds)], r => new PostedBill(r.GetGuid(0), r.GetInt64(1), r.GetGuid(2), r.GetGuid(3), r.GetGuid(4), r.GetFieldValue<Guid[]>(5)), cancellationToken).ConfigureAwait(false);
        var charges = (await database.QueryAsync(
            "select cause_id, id, service, fund_id, may_cut_water, amount from billing.charges where cause_kind = 'Bill' and cause_id = any($1) order by service, id",
            [Arg.Ids(billIds)], r => (Bill: r.GetGuid(0), Id: r.GetGuid(1), Kind: new ChargeKind(r.GetString(2), r.GetGuid(3), r.GetBoolean(4)), Amount: r.GetDecimal(5)), cancellationToken).ConfigureAwait(false)).ToLookup(c => c.Bill);
        if (await database.QueryAsync("select b.number from billing.budget_bills x join billing.bills b on b.tenant_id = x.tenant_id and b.id = x.bill_id where x.bill_id = any($1) and x.asked <> x.actual limit 1", [Arg.Ids(billIds)], r => r.GetInt64(0), cancellationToken).ConfigureAwait(false) is [var number])
            throw new BusinessException("Billing:Overestimate.OnBudget").WithData("Number", number);
        var beside = await BesideAsync(billIds, cancellationToken).ConfigureAwait(false);
        var run = BillRun.Imagined(clock.Today, clock.UtcNow);
        var billed = await periods.WithAsync(run, bills.Select(b => b.Period).Distinct(), cancellationToken).ConfigureAwait(false);
        var revised = new List<RevisedCharge>();
        foreach (var context in await contexts.ForAsync(run, billed, cancellationToken).ConfigureAwait(false))
        {
            var (period, mine) = (context.Period, bills.FindAll(b => b.Period == context.Period.Id));
            var stays = await scope.LoadAsync([.. mine.Select(b => b.Occupancy).Distinct()], period.CycleId, period.From, period.To, cancellationToken).ConfigureAwait(false);
            var facts = await store.FactsAsync(context, stays, cancellationToken).ConfigureAwait(false) with { Covered = new HashSet<Guid>() };
            foreach (var bill in mine)
            {
                var amounts = Amounts(context, facts, stays.Single(s => s.OccupancyId == bill.Occupancy), bill);
                if (amounts.Keys.Except(charges[bill.Id].Select(c => c.Kind)).FirstOrDefault() is { } added)
                    throw new BusinessException("Billing:Overestimate.ServiceAdded").WithData("Number", bill.Number).WithData("Service", added.Service);
                revised.AddRange(charges[bill.Id].Select(c => new RevisedCharge(c.Id, bill.Account, bill.Number, c.Amount, amounts.GetValueOrDefault(c.Kind) + beside.GetValueOrDefault((bill.Id, c.Kind)))));
            }
        }
        return revised;
    }

    /// <summary>What each charge holds beside the services: miscellaneous charges stand as they were billed, whatever was read.</summary>
    private async Task<Dictionary<(Guid Bill, ChargeKind Kind), decimal>> BesideAsync(IReadOnlyCollection<Guid> billIds, CancellationToken cancellationToken) => (await database.QueryAsync(
        $"""
        select b.bill_id, t.service, g.fund_id, t.may_cut_water, sum(b.amount)
        from billing.misc_charge_billings b
        join billing.misc_charges c on c.tenant_id = b.tenant_id and c.id = b.charge_id
        cross join lateral (select greatest(b.occurrence, c."from") as day) d
        {DueCharges.Terms}
        join billing.gl_accounts g on g.tenant_id = t.tenant_id and g.id = t.gl_account_id
        where b.bill_id = any($1) group by b.bill_id, t.service, g.fund_id, t.may_cut_water
        """,
        [Arg.Ids(billIds)], r => (Key: (r.GetGuid(0), new ChargeKind(r.GetString(1), r.GetGuid(2), r.GetBoolean(3))), Amount: r.GetDecimal(4)), cancellationToken).ConfigureAwait(false)).ToDictionary(b => b.Key, b => b.Amount);

    private Dictionary<ChargeKind, decimal> Amounts(RunContext context, CalculationFacts facts, OccupancyForBilling occupancy, PostedBill bill)
    {
        var page = new CalculationPage(context, guids, facts, logger);
        page.Calculate(occupancy, bill.Agreements.ToHashSet());
        if (page.Bills is not [var anew])
            throw new BusinessException("Billing:Overestimate.NotWorkedOut").WithData("Number", bill.Number)
                .WithData("Why", page.Outcomes.Select(o => o.Reason).OfType<Parking>().Select(sentences.Of).FirstOrDefault() ?? "");
        using var postings = JsonDocument.Parse(anew.Postings);
        return postings.RootElement.GetProperty("charges").EnumerateArray().ToDictionary(
            c => new ChargeKind(c.GetProperty("service").GetString()!, c.GetProperty("fund").GetGuid(), c.GetProperty("cut").GetBoolean()), c => c.GetProperty("amount").GetDecimal());
    }

    /// <summary>What tells the charges of one bill apart.</summary>
    private sealed record ChargeKind(string Service, Guid Fund, bool MayCutWater);

    private sealed record PostedBill(Guid Id, long Number, Guid Account, Guid Occupancy, Guid Period, Guid[] Agreements);
}
