using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Collections.Penalties;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Collections.EntityFrameworkCore;

internal static class CollectionsSchema
{
    public const string Name = "collections";
}

internal sealed class ReceiptConfiguration : IEntityTypeConfiguration<Receipt>
{
    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.TenantTable("receipts", CollectionsSchema.Name);
        builder.Property(r => r.Series).HasMaxLength(20);
        builder.Property(r => r.RequestDigest).HasMaxLength(64);
        builder.TenantUnique(nameof(Receipt.Series), nameof(Receipt.Number));
        builder.TenantUnique(nameof(Receipt.IdempotencyKey));
        builder.TenantIndex(nameof(Receipt.BusinessDate));
        builder.Check("ck_receipts_total", "total > 0");
    }
}

internal sealed class ReceiptLineConfiguration : IEntityTypeConfiguration<ReceiptLine>
{
    public void Configure(EntityTypeBuilder<ReceiptLine> builder)
    {
        builder.ChildTable("receipt_lines", CollectionsSchema.Name, nameof(ReceiptLine.ReceiptId), nameof(ReceiptLine.N)).AppendOnly();
        builder.References<ReceiptLine, Receipt>(l => l.ReceiptId);
        builder.TenantIndex(nameof(ReceiptLine.AccountId));
        builder.Check("ck_receipt_lines_amount", "amount > 0");
    }
}

internal sealed class ReceiptTenderConfiguration : IEntityTypeConfiguration<ReceiptTender>
{
    public void Configure(EntityTypeBuilder<ReceiptTender> builder)
    {
        builder.ChildTable("receipt_tenders", CollectionsSchema.Name, nameof(ReceiptTender.ReceiptId), nameof(ReceiptTender.N)).AppendOnly();
        builder.Property(t => t.Reference).HasMaxLength(60);
        builder.References<ReceiptTender, Receipt>(t => t.ReceiptId);
        builder.Check("ck_receipt_tenders_amount", "amount > 0");
    }
}

internal sealed class ReceiptVoidConfiguration : IEntityTypeConfiguration<ReceiptVoid>
{
    public void Configure(EntityTypeBuilder<ReceiptVoid> builder)
    {
        builder.TenantTable("receipt_voids", CollectionsSchema.Name);
        builder.Property(v => v.Reason).LongText(1000);
        builder.References<ReceiptVoid, Receipt>(v => v.ReceiptId);
        builder.TenantUnique(nameof(ReceiptVoid.ReceiptId));
        builder.Check("ck_receipt_voids_second_person", "approved_by <> requested_by");
    }
}

internal sealed class ReceiptVoidRequestConfiguration : IEntityTypeConfiguration<ReceiptVoidRequest>
{
    public void Configure(EntityTypeBuilder<ReceiptVoidRequest> builder)
    {
        builder.TenantTable("receipt_void_requests", CollectionsSchema.Name);
        builder.Property(r => r.Reason).LongText(1000);
        builder.References<ReceiptVoidRequest, Receipt>(r => r.ReceiptId);
        builder.TenantUnique(nameof(ReceiptVoidRequest.ReceiptId)).HasFilter("state = 'Requested'").HasDatabaseName("ux_receipt_void_requests_open");
    }
}

internal sealed class DepositConfiguration : IEntityTypeConfiguration<Deposit>
{
    public void Configure(EntityTypeBuilder<Deposit> builder)
    {
        builder.TenantTable("deposits", CollectionsSchema.Name);
        builder.TenantIndex(nameof(Deposit.AccountId));
        builder.Check("ck_deposits_amount", "amount > 0");
    }
}

internal sealed class DepositEventConfiguration : IEntityTypeConfiguration<DepositEvent>
{
    public void Configure(EntityTypeBuilder<DepositEvent> builder)
    {
        builder.TenantTable("deposit_events", CollectionsSchema.Name);
        builder.References<DepositEvent, Deposit>(e => e.DepositId);
        builder.TenantIndex(nameof(DepositEvent.DepositId));
        builder.Check("ck_deposit_events_amount", "amount > 0");
        builder.Check("ck_deposit_events_credit", "(kind = 'Applied') = (credit_id is not null)");
    }
}

internal sealed class PenaltyConfiguration : IEntityTypeConfiguration<Penalty>
{
    public void Configure(EntityTypeBuilder<Penalty> builder)
    {
        builder.TenantTable("penalties", CollectionsSchema.Name);
        builder.TenantUnique(nameof(Penalty.BillId));
        builder.TenantIndex(nameof(Penalty.AccountId));
        builder.Check("ck_penalties_amount", "amount > 0");
    }
}
