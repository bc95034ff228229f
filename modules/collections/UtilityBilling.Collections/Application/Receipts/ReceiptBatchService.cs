using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Data;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Collections.Receipts;

internal sealed class ReceiptBatchService(
    BulkWriter bulk, IPermissionChecker permissions, ILedger ledger, IPaymentPosting posting, INumberSeries numbers, ISettingProvider settings, ICurrentTenant tenant, ICurrentUser users,
    IGuidGenerator guids, IClock clock) : IReceiptBatchService
{
    private static readonly IReadOnlyList<StageColumn<Row>> Columns =
    [
        new("id", "uuid", NpgsqlDbType.Uuid, r => r.Id),
        new("number", "bigint", NpgsqlDbType.Bigint, r => r.Number),
        new("payer_name", "text", NpgsqlDbType.Text, r => r.Payment.PayerName),
        new("amount", "numeric(18,2)", NpgsqlDbType.Numeric, r => r.Payment.Amount),
        new("key", "uuid", NpgsqlDbType.Uuid, r => r.Payment.IdempotencyKey),
        new("digest", "text", NpgsqlDbType.Text, r => Digest(r.Payment)),
        new("journal_id", "uuid", NpgsqlDbType.Uuid, r => r.Posted.JournalId),
        new("account_id", "uuid", NpgsqlDbType.Uuid, r => r.Payment.AccountId),
        new("credit_id", "uuid", NpgsqlDbType.Uuid, r => r.Posted.CreditIds[0]),
        new("kind", "text", NpgsqlDbType.Text, r => r.Payment.Tender.ToString()),
        new("reference", "text", NpgsqlDbType.Text, r => r.Payment.Reference),
    ];

    public async Task<IReadOnlyList<Guid>> TakeAsync(Guid batchId, DateOnly businessDate, IReadOnlyList<BatchPayment> payments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(payments);
        await permissions.CheckAsync(CollectionsPermissions.Receipts.Take, cancellationToken);
        Check(payments, businessDate);
        await ledger.LockAccountsAsync([.. payments.Select(p => p.AccountId).Distinct()], cancellationToken);
        await RefuseKnownAsync(payments, cancellationToken);
        var ids = payments.Select(_ => guids.Create()).ToList();
        var posted = await posting.PostReceiptsAsync(
            batchId,
            [.. payments.Select((p, i) => new ReceiptPosting(ids[i], businessDate, [new AccountAmount(p.AccountId, p.Amount)], [new TenderAmount(p.Tender.ToString(), p.Amount)], p.Reference))],
            cancellationToken);
        var series = await settings.GetAsync(CollectionsSettings.ReceiptSeries, businessDate, cancellationToken);
        var first = await numbers.ReserveAsync($"receipt:{series}", payments.Count, cancellationToken: cancellationToken);
        await WriteAsync(batchId, businessDate, series, [.. payments.Select((p, i) => new Row(ids[i], first + i, p, posted[i]))], cancellationToken);
        return ids;
    }

    private void Check(IReadOnlyList<BatchPayment> payments, DateOnly businessDate)
    {
        if (businessDate > clock.Today)
            throw new BusinessException("Collections:Receipt.DateInFuture");
        if (payments.Count is 0 or > IReceiptBatchService.MostPayments)
            throw new BusinessException("Collections:Receipt.Empty");
        if (payments.Any(p => p.Amount is <= 0 or > 9_999_999.99m || decimal.Round(p.Amount, 2) != p.Amount))
            throw new BusinessException("Collections:Receipt.Amount");
        if (payments.Any(p => p.IdempotencyKey == Guid.Empty) || payments.DistinctBy(p => p.IdempotencyKey).Count() != payments.Count)
            throw new BusinessException("Collections:Receipt.KeyMissing");
        if (payments.Any(p => p.Tender == TenderKind.Card && p.Reference is { } reference && reference.Count(char.IsDigit) > 8))
            throw new BusinessException("Collections:Receipt.CardNumber");
    }

    private async Task RefuseKnownAsync(IReadOnlyList<BatchPayment> payments, CancellationToken cancellationToken)
    {
        var known = await bulk.QueryAsync(
            "select series || '-' || number from collections.receipts where idempotency_key = any($1) order by number limit 1",
            [new NpgsqlParameter { Value = payments.Select(p => p.IdempotencyKey).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }], r => r.GetString(0), cancellationToken);
        if (known.Count > 0)
            throw new BusinessException("Collections:Receipt.KeyReused").WithData("Number", known[0]);
    }

    private async Task WriteAsync(Guid batchId, DateOnly businessDate, string series, List<Row> rows, CancellationToken cancellationToken)
    {
        var actor = users.Required;
        await bulk.StageAsync("receipt_batch", Columns, rows, cancellationToken);
        await bulk.WriteAsync(
            """
            insert into collections.receipts (tenant_id, id, series, number, business_date, received_at, received_by, received_by_name, payer_name, total, idempotency_key, request_digest, journal_id)
            select $1, s.id, $2, s.number, $3, $4, $5, $6, s.payer_name, s.amount, s.key, s.digest, s.journal_id from pg_temp.receipt_batch s
            """,
            [Arg.Of(tenant.Id), Arg.Of(series), Arg.Of(businessDate), Arg.Of(clock.UtcNow), Arg.Of(actor.UserId), Arg.Of(actor.DisplayName)],
            count => new AuditSummary("Receipts.Batch", batchId, count) { Sums = new Dictionary<string, string> { ["total"] = Text(rows.Sum(r => r.Payment.Amount)) } },
            cancellationToken);
        await bulk.ExecuteAsync(
            "insert into collections.receipt_lines (tenant_id, receipt_id, n, account_id, amount, credit_id) select $1, s.id, 1, s.account_id, s.amount, s.credit_id from pg_temp.receipt_batch s",
            [Arg.Of(tenant.Id)], cancellationToken);
        await bulk.ExecuteAsync(
            "insert into collections.receipt_tenders (tenant_id, receipt_id, n, kind, amount, reference) select $1, s.id, 1, s.kind, s.amount, s.reference from pg_temp.receipt_batch s",
            [Arg.Of(tenant.Id)], cancellationToken);
    }

    private static string Digest(BatchPayment payment) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{payment.AccountId}|{Text(payment.Amount)}|{payment.Tender}|{payment.Reference}")));

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record Row(Guid Id, long Number, BatchPayment Payment, PostedReceipt Posted);
}
