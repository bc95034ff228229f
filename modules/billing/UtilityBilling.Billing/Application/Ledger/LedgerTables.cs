using UtilityBilling.Documents;

namespace UtilityBilling.Billing.Ledger;

/// <summary>The ledger's reports, once for screen, CSV and Excel.</summary>
internal static class LedgerTables
{
    public static readonly Table<TrialBalanceRow> TrialBalance = new Table<TrialBalanceRow>("trial-balance", "Billing:TrialBalance.Title")
        .Text("Billing:TrialBalance.Fund", r => r.FundCode, 14)
        .Text("Billing:TrialBalance.Account", r => r.AccountCode, 10)
        .Text("Billing:TrialBalance.Name", r => r.AccountName, 36)
        .Money("Billing:TrialBalance.Opening", r => r.Opening, total: true)
        .Money("Billing:TrialBalance.Debit", r => r.Debit, total: true)
        .Money("Billing:TrialBalance.Credit", r => r.Credit, total: true)
        .Money("Billing:TrialBalance.Closing", r => r.Closing, total: true);

    public static readonly Table<AccountBalanceRow> AccountBalances = new Table<AccountBalanceRow>("account-balances", "Billing:AccountBalances.Title")
        .Text("Billing:Field.Account", r => r.AccountNumber, 12, link: r => $"/Billing/Accounts/{r.AccountId}/Ledger")
        .Text("Billing:Field.Customer", r => r.CustomerName, 30)
        .Money("Billing:AccountBalances.Receivable", r => r.Receivable, total: true)
        .Money("Billing:AccountBalances.Unapplied", r => r.Unapplied, total: true)
        .Money("Billing:Ledger.Balance", r => r.Balance, total: true);
}
