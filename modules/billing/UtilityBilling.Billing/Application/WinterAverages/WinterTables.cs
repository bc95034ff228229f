using UtilityBilling.Documents;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>A batch's review list, and the partner's file, each said once for screen, CSV and Excel.</summary>
internal static class WinterTables
{
    public static readonly Table<WinterRowDto> Rows = new Table<WinterRowDto>("winter-averages", "Billing:Winter.Title")
        .Text("Billing:Field.Account", r => r.AccountNumber, 12)
        .Text("Billing:Field.Customer", r => r.CustomerName, 28)
        .Text("Billing:Field.Address", r => r.Address, 30)
        .Quantity("Billing:Winter.Old", r => r.OldValue)
        .Quantity("Billing:Winter.Computed", r => r.Computed)
        .Quantity("Billing:Winter.Override", r => r.Override)
        .Text("Billing:Field.Reason", r => r.OverrideReason ?? "", 30)
        .Quantity("Billing:Winter.New", r => r.Value)
        .Quantity("Billing:Winter.Billed", r => r.Billed)
        .Money("Billing:Winter.Effect", r => r.BillEffect, total: true)
        .Word("Billing:Winter.Source", "Enum:WinterAverageSource.", r => r.Source.ToString(), 18)
        .Text("Billing:Winter.How", r => r.How, 40)
        .Words("Billing:Winter.Marks", "Billing:Winter.Flag.", r => r.Flags);

    /// <summary>What the partner city gets, and what it sends in the same layout.</summary>
    public static readonly Table<WinterExchangeRow> Changes = new Table<WinterExchangeRow>("winter-average-changes", "Billing:Winter.Changes")
        .Text("Billing:Field.Account", r => r.AccountNumber, 14)
        .Text("Billing:Field.Address", r => r.Address, 34)
        .Quantity("Billing:Winter.Old", r => r.OldValue)
        .Quantity("Billing:Winter.New", r => r.NewValue)
        .Date("Billing:Field.EffectiveFrom", r => r.EffectiveFrom);
}
