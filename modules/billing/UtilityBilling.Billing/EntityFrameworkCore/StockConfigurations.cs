using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Billing.Stock;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class StockItemConfiguration : IEntityTypeConfiguration<StockItem>
{
    public void Configure(EntityTypeBuilder<StockItem> builder)
    {
        builder.TenantTable("stock_items", BillingSchema.Name);
        builder.Property(i => i.Code).HasMaxLength(20);
        builder.Property(i => i.NameEn).HasMaxLength(100);
        builder.Property(i => i.NameEs).HasMaxLength(100);
        builder.Property(i => i.UnitEn).HasMaxLength(40);
        builder.Property(i => i.UnitEs).HasMaxLength(40);
        builder.TenantUnique(nameof(StockItem.Code));
        builder.Check("ck_stock_items_figures", "pieces_per_unit > 0 and reorder_level >= 0 and reorder_units > 0");
    }
}

internal sealed class StockMovementConfiguration : IEntityTypeConfiguration<StockMovement>
{
    public void Configure(EntityTypeBuilder<StockMovement> builder)
    {
        builder.TenantTable("stock_movements", BillingSchema.Name);
        builder.Property(m => m.Vendor).HasMaxLength(100);
        builder.Property(m => m.Price).HasPrecision(18, 2);
        builder.Property(m => m.Invoice).HasMaxLength(60);
        builder.Property(m => m.Reason).HasMaxLength(300);
        builder.Property(m => m.EnteredByName).HasMaxLength(200);
        builder.References<StockMovement, StockItem>(m => m.ItemId);
        builder.References<StockMovement, PrintJob>(m => m.PrintJobId);
        builder.References<StockMovement, LetterBatch>(m => m.LetterBatchId);
        builder.TenantIndex(nameof(StockMovement.ItemId), nameof(StockMovement.EnteredAt));
        // One cause uses a form up once.
        builder.TenantIndex(nameof(StockMovement.ItemId), nameof(StockMovement.PrintJobId), nameof(StockMovement.PrintPart)).IsUnique().HasFilter("print_job_id is not null");
        builder.TenantIndex(nameof(StockMovement.ItemId), nameof(StockMovement.LetterBatchId)).IsUnique().HasFilter("letter_batch_id is not null");
        builder.Check("ck_stock_movements_sign", "case kind when 'Received' then pieces > 0 when 'Counted' then true else pieces < 0 end");
        builder.Check("ck_stock_movements_cause", "(print_job_id is null) = (print_part is null) and num_nonnulls(print_job_id, letter_batch_id) <= 1 and (kind = 'Used' or num_nonnulls(print_job_id, letter_batch_id) = 0) and (kind = 'Received') = (vendor is not null)");
    }
}

internal sealed class VendorPriceConfiguration : IEntityTypeConfiguration<VendorPrice>
{
    public void Configure(EntityTypeBuilder<VendorPrice> builder)
    {
        builder.TenantTable("vendor_prices", BillingSchema.Name);
        builder.Property(p => p.Vendor).HasMaxLength(100);
        builder.Property(p => p.PricePerUnit).Money();
        builder.Property(p => p.EnteredByName).HasMaxLength(200);
        builder.References<VendorPrice, StockItem>(p => p.ItemId);
        builder.TenantIndex(nameof(VendorPrice.ItemId));
        builder.Check("ck_vendor_prices_figures", "price_per_unit > 0 and pieces_per_unit > 0 and lead_days >= 0");
    }
}

internal sealed class StockRuleConfiguration : IEntityTypeConfiguration<StockRule>
{
    public void Configure(EntityTypeBuilder<StockRule> builder)
    {
        builder.TenantTable("stock_rules", BillingSchema.Name);
        builder.Property(r => r.EnteredByName).HasMaxLength(200);
        builder.References<StockRule, StockItem>(r => r.ItemId);
        builder.TenantIndex(nameof(StockRule.ItemId), nameof(StockRule.From));
        builder.Check("ck_stock_rules_pieces", "pieces > 0");
    }
}
