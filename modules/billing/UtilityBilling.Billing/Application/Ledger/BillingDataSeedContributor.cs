using Microsoft.EntityFrameworkCore;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Ledger;

/// <summary>Gives a new town its funds, accounts, reasons for adjustments and the present month of its books. What is there already stays as it is.</summary>
internal sealed class BillingDataSeedContributor(
    IUtilityBillingDbContext context, ChartProvider charts, AccountingCalendar calendar, IGuidGenerator guids, ICurrentTenant tenant, IClock clock) : IDataSeedContributor
{
    public int Order => 20;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var document = ChartDocument.ForTown(tenant.Tenant!.Slug);
        var funds = await context.Set<Fund>().ToDictionaryAsync(f => f.Code, cancellationToken);
        foreach (var row in document.Funds.Where(f => !funds.ContainsKey(f.Code)))
            context.Set<Fund>().Add(funds[row.Code] = new Fund { Id = guids.Create(), Code = row.Code, Name = row.Name, IsPooledCash = row.IsPooledCash });

        var accounts = await context.Set<GlAccount>().ToDictionaryAsync(a => (a.FundId, a.Code), cancellationToken);
        foreach (var fund in document.Funds)
            foreach (var row in fund.Accounts.Where(a => !accounts.ContainsKey((funds[fund.Code].Id, a.Code))))
                context.Set<GlAccount>().Add(accounts[(funds[fund.Code].Id, row.Code)] = new GlAccount
                {
                    Id = guids.Create(), FundId = funds[fund.Code].Id, Code = row.Code, Name = row.Name, Kind = row.Kind, Purpose = row.Purpose, Service = row.Service, Tender = row.Tender,
                });

        var reasons = await context.Set<AdjustmentReason>().Select(r => r.Code).ToListAsync(cancellationToken);
        foreach (var row in document.Reasons.Where(r => !reasons.Contains(r.Code)))
            context.Set<AdjustmentReason>().Add(new AdjustmentReason
            {
                Id = guids.Create(), Code = row.Code, LabelEn = row.LabelEn, LabelEs = row.LabelEs,
                GlAccountId = row is { Fund: { } fund, Account: { } account } ? accounts[(funds[fund].Id, account)].Id : null,
            });
        await context.SaveChangesAsync(cancellationToken);
        charts.Forget();
        await calendar.DayForAsync(clock.Today, cancellationToken);
    }
}
