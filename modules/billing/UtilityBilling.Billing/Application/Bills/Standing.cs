namespace UtilityBilling.Billing.Bills;

/// <summary>What still counts, as SQL conditions: a bill that no run took back, and an agreement's period that such a bill covers.</summary>
internal static class Standing
{
    /// <summary>The bill was not taken back. One look into an index that holds only the bills that were.</summary>
    public static string Bill(string id) => $"not exists (select 1 from billing.run_cancellations x where x.bill_id = {id} and x.cancelled_at is not null)";

    /// <summary>The bill stands, and this run does not take it back either.</summary>
    public static string BillBeside(string run, string id) => $"{Bill(id)} and not exists (select 1 from billing.run_cancellations y where y.run_id = {run} and y.bill_id = {id})";

    /// <summary>The row of <c>billing.misc_charge_billings</c> by this alias was not released for another bill.</summary>
    public static string ChargeBilling(string alias) =>
        $"not exists (select 1 from billing.misc_charge_releases v where v.tenant_id = {alias}.tenant_id and v.charge_id = {alias}.charge_id and v.occurrence = {alias}.occurrence and v.generation = {alias}.generation)";

    /// <summary>The row of <c>billing.coverage</c> by this alias was not released for another bill.</summary>
    public static string Coverage(string alias) => $"""
        not exists (
            select 1 from billing.coverage_releases r
            where r.tenant_id = {alias}.tenant_id and r.agreement_id = {alias}.agreement_id and r.period_id = {alias}.period_id and r.generation = {alias}.generation)
        """;
}
