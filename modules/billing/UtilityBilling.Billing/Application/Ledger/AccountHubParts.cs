using System.Globalization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Ledger;

/// <summary>The ledger's tab of every account page.</summary>
internal sealed class LedgerTab : IAccountHubContributor
{
    public string Tab => "ledger";
    public string TextKey => "Billing:Ledger.Tab";
    public string Permission => BillingPermissions.Ledger.View;
    public int Order => 10;

    public string Url(Guid accountId) => $"/Billing/Accounts/{accountId}/Ledger";
}

/// <summary>The bills' tab of every account page.</summary>
internal sealed class BillsTab : IAccountHubContributor
{
    public string Tab => "bills";
    public string TextKey => "Billing:Bills.Title";
    public string Permission => BillingPermissions.Bills.View;
    public int Order => 12;

    public string Url(Guid accountId) => $"/Billing/Accounts/{accountId}/Bills";
}

/// <summary>Balance and next due date at the head of every account page; past-due money as a sentence.</summary>
internal sealed class BalanceHeader(IAccountBalances balances, IStringLocalizer texts) : IAccountHeaderContributor
{
    public string Permission => BillingPermissions.Ledger.View;

    public async Task<AccountHeaderPart> HeaderAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        var balance = (await balances.GetAsync([accountId], cancellationToken)).GetValueOrDefault(accountId) ?? new AccountBalanceDto(0, 0, 0, 0, null);
        var url = $"/Billing/Accounts/{accountId}/Ledger";
        List<AccountFigure> figures = [new("Billing:Ledger.Balance", 10, Amount: balance.Balance, Url: url)];
        if (balance.NextDue is { } due)
            figures.Add(new AccountFigure("Billing:Ledger.NextDue", 20, Date: due, Url: url));
        IReadOnlyList<AccountAlert> alerts = balance.PastDue > 0
            ? [new AccountAlert(texts["Billing:Ledger.PastDueAlert", balance.PastDue.ToString("C", CultureInfo.CurrentCulture)], Url: url)]
            : [];
        return new AccountHeaderPart(figures, alerts);
    }
}

/// <summary>What accounts still owe, for the check at move-in. Written-off debts come with their own book later.</summary>
internal sealed class OldDebtProvider(BulkWriter bulk) : IOldDebtProvider
{
    public async Task<IReadOnlyList<OldDebt>> OwedAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default)
    {
        const string sql = """
            select b.account_id, b.balance,
                (select min(h.due_date) from billing.charge_balances c join billing.charges h on h.tenant_id = c.tenant_id and h.id = c.charge_id
                 where c.tenant_id = b.tenant_id and c.account_id = b.account_id and c.open > 0)
            from billing.account_balances b
            where b.account_id = any ($1) and b.balance_cents > 0
            order by b.account_id
            """;
        return await bulk.QueryAsync(
            sql, [new() { Value = accountIds.ToArray() }],
            r => new OldDebt(r.GetGuid(0), r.GetDecimal(1), IsWrittenOff: false, HasPlan: false, r.IsDBNull(2) ? null : r.GetFieldValue<DateOnly>(2)), cancellationToken);
    }
}
