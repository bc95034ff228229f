using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Templates;

/// <summary>The statement that an account was last sent and that still stands.</summary>
/// <param name="ShutOffDate">By the calendar of its period; empty out of the cycle.</param>
internal sealed record LastBill(long Number, DateOnly BillDate, decimal AmountDue, DateOnly DueDate, DateOnly? ShutOffDate);

/// <summary>What letters to an account may say.</summary>
internal sealed record AccountFacts(AccountCard Card, AccountBalanceDto? Balance, LastBill? LastBill);

/// <summary>Reads the facts of many accounts at once.</summary>
internal sealed class AccountFactsReader(IAccountDirectory accounts, IAccountBalances balances, BulkWriter bulk)
{
    private static readonly string LastBills = $"""
        select distinct on (s.account_id) s.account_id, s.number, r.bill_date, s.amount_due, s.due_date, p.shut_off_date
        from billing.statements s
        join billing.bill_runs r on r.tenant_id = s.tenant_id and r.id = s.run_id
        left join billing.billing_periods p on p.tenant_id = r.tenant_id and p.id = r.period_id
        where s.account_id = any ($1) and exists (select 1 from billing.statement_bills b where b.tenant_id = s.tenant_id and b.statement_id = s.id and {Standing.Bill("b.bill_id")})
        order by s.account_id, s.number desc
        """;

    /// <summary>By account; an account of nobody is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, AccountFacts>> ReadAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken)
    {
        var cards = await accounts.ByAccountAsync(accountIds, cancellationToken).ConfigureAwait(false);
        var owed = await balances.GetAsync(accountIds, cancellationToken).ConfigureAwait(false);
        var bills = (await bulk.QueryAsync(
            LastBills, [Arg.Ids(accountIds)],
            r => (Account: r.GetGuid(0), Bill: new LastBill(r.GetInt64(1), r.GetFieldValue<DateOnly>(2), r.GetDecimal(3), r.GetFieldValue<DateOnly>(4), r.IsDBNull(5) ? null : r.GetFieldValue<DateOnly>(5))),
            cancellationToken).ConfigureAwait(false)).ToDictionary(b => b.Account, b => b.Bill);
        return cards.ToDictionary(c => c.Key, c => new AccountFacts(c.Value, owed.GetValueOrDefault(c.Key), bills.GetValueOrDefault(c.Key)));
    }
}
