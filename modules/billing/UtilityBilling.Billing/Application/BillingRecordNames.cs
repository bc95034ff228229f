using UtilityBilling.Auditing;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing;

/// <summary>Lets the audit log call Billing's records by their names.</summary>
internal sealed class BillingRecordNames(BulkWriter database) : IAuditRecordNames
{
    private static readonly Dictionary<string, string> Names = new()
    {
        [nameof(BillRun)] = "select id, number::text from billing.bill_runs where id = any ($1)",
        [nameof(Cycle)] = "select id, code from billing.cycles where id = any ($1)",
        [nameof(BillingPeriod)] = "select p.id, c.code || ' ' || p.code from billing.billing_periods p join billing.cycles c on c.tenant_id = p.tenant_id and c.id = p.cycle_id where p.id = any ($1)",
        [nameof(CalendarRuleRow)] = "select r.id, coalesce(c.code || ' ', '') || r.effective_from::text from billing.calendar_rules r left join billing.cycles c on c.tenant_id = r.tenant_id and c.id = r.cycle_id where r.id = any ($1)",
        [nameof(CalendarAdjustment)] = "select a.id, c.code || ' ' || a.period_from::text from billing.calendar_adjustments a join billing.cycles c on c.tenant_id = a.tenant_id and c.id = a.cycle_id where a.id = any ($1)",
        [nameof(Holiday)] = "select id, day::text || ' ' || name_en from billing.holidays where id = any ($1)",
        [nameof(CalendarFeed)] = "select id, name from billing.calendar_feeds where id = any ($1)",
        [nameof(TariffVersion)] = "select id, name from billing.tariff_versions where id = any ($1)",
        [nameof(TariffFile)] = "select id, file_name from billing.tariff_files where id = any ($1)",
        [nameof(WinterAverageBatch)] = "select id, number::text from billing.winter_average_batches where id = any ($1)",
        [nameof(BillingHold)] = "select h.id, a.service || ', ' || p.address_line || coalesce(' ' || p.unit, '') from billing.billing_holds h join customers.service_agreements a on a.tenant_id = h.tenant_id and a.id = h.agreement_id join customers.premises p on p.tenant_id = a.tenant_id and p.id = a.premise_id where h.id = any ($1)",
        [nameof(MiscCharge)] = "select c.id, n.number || ' ' || k.code || ' ' || c.\"from\"::text from billing.misc_charges c join billing.misc_charge_codes k on k.tenant_id = c.tenant_id and k.id = c.code_id join customers.accounts n on n.tenant_id = c.tenant_id and n.id = c.account_id where c.id = any ($1)",
        [nameof(MiscChargeCode)] = "select id, code from billing.misc_charge_codes where id = any ($1)",
        [nameof(Fund)] = "select id, code from billing.funds where id = any ($1)",
        [nameof(GlAccount)] = "select g.id, f.code || ' ' || g.code || ' ' || g.name from billing.gl_accounts g join billing.funds f on f.tenant_id = g.tenant_id and f.id = g.fund_id where g.id = any ($1)",
        [nameof(Printing.PrintJob)] = "select id, number::text from billing.print_jobs where id = any ($1)",
        [nameof(Statements.StatementMessage)] = "select id, left(english, 60) from billing.statement_messages where id = any ($1)",
        [nameof(Printing.PostageRate)] = "select id, level || ' ' || price::text from billing.postage_rates where id = any ($1)",
        [nameof(Templates.TextTemplate)] = "select id, code from billing.text_templates where id = any ($1)",
        [nameof(Templates.TemplateVersion)] = "select v.id, t.code || ' ' || v.number::text from billing.template_versions v join billing.text_templates t on t.tenant_id = v.tenant_id and t.id = v.template_id where v.id = any ($1)",
        [nameof(Letters.LetterBatch)] = "select id, number::text from billing.letter_batches where id = any ($1)",
        [nameof(Stock.StockItem)] = "select id, code from billing.stock_items where id = any ($1)",
        [nameof(Stock.StockMovement)] = "select m.id, i.code || ' ' || m.pieces::text from billing.stock_movements m join billing.stock_items i on i.tenant_id = m.tenant_id and i.id = m.item_id where m.id = any ($1)",
        [nameof(Stock.VendorPrice)] = "select p.id, i.code || ' ' || p.vendor from billing.vendor_prices p join billing.stock_items i on i.tenant_id = p.tenant_id and i.id = p.item_id where p.id = any ($1)",
        [nameof(Stock.StockRule)] = "select r.id, i.code || ' ' || r.\"from\"::text from billing.stock_rules r join billing.stock_items i on i.tenant_id = r.tenant_id and i.id = r.item_id where r.id = any ($1)",
        [nameof(AdjustmentReason)] = "select id, code from billing.adjustment_reasons where id = any ($1)",
        [nameof(Adjustment)] = "select id, reason_code || ' ' || amount::text from billing.adjustments where id = any ($1)",
    };

    public IReadOnlyCollection<string> Types => Names.Keys;

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(string type, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(Names[type], [new() { Value = ids.ToArray() }], r => (Id: r.GetGuid(0), Name: r.GetString(1)), cancellationToken)).ToDictionary(n => n.Id, n => n.Name);
}
