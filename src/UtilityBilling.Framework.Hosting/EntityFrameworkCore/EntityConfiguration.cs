using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Domain;

namespace UtilityBilling.EntityFrameworkCore;

/// <summary>The few words in which a module writes down its tables: composite town keys, restricted foreign keys, append-only tables.</summary>
public static class EntityConfiguration
{
    /// <summary>Annotation of tables that refuse UPDATE, DELETE and TRUNCATE.</summary>
    public const string AppendOnlyAnnotation = "UtilityBilling:AppendOnly";

    /// <summary>Annotation of tables that the database's own triggers keep: the application role may only read them.</summary>
    public const string DerivedAnnotation = "UtilityBilling:Derived";

    /// <summary>A town's table with the key (tenant_id, id).</summary>
    public static EntityTypeBuilder<T> TenantTable<T>(this EntityTypeBuilder<T> builder, string table, string schema) where T : Entity
    {
        builder.ToTable(table, schema);
        builder.HasKey(e => new { e.TenantId, e.Id });
        builder.Property(e => e.Id).ValueGeneratedNever();
        if (typeof(AppendOnlyEntity).IsAssignableFrom(typeof(T)))
            builder.AppendOnly();
        if (typeof(AggregateRoot).IsAssignableFrom(typeof(T)))
            builder.Property<uint>(nameof(AggregateRoot.Version)).IsRowVersion();
        return builder;
    }

    /// <summary>A table of rows inside a parent, keyed by (tenant_id, parent, number).</summary>
    public static EntityTypeBuilder<T> ChildTable<T>(this EntityTypeBuilder<T> builder, string table, string schema, params string[] keyAfterTenant) where T : ChildRow
    {
        builder.ToTable(table, schema);
        builder.HasKey([nameof(ChildRow.TenantId), .. keyAfterTenant]);
        return builder;
    }

    public static EntityTypeBuilder<T> AppendOnly<T>(this EntityTypeBuilder<T> builder) where T : class
    {
        builder.Metadata.SetAnnotation(AppendOnlyAnnotation, true);
        return builder;
    }

    /// <summary>Kept by triggers alone; the application role may read it and no more.</summary>
    public static EntityTypeBuilder<T> Derived<T>(this EntityTypeBuilder<T> builder) where T : class
    {
        builder.Metadata.SetAnnotation(DerivedAnnotation, true);
        return builder;
    }

    /// <summary>A foreign key (tenant_id, x_id) to another record of the same town. Nothing is ever deleted along with it.</summary>
    public static EntityTypeBuilder<T> References<T, TTarget>(this EntityTypeBuilder<T> builder, Expression<Func<T, object?>> property)
        where T : class where TTarget : Entity
    {
        builder.References<T, TTarget>(NameOf(property));
        return builder;
    }

    public static void References<T, TTarget>(this EntityTypeBuilder<T> builder, string property)
        where T : class where TTarget : Entity =>
        builder.HasOne(typeof(TTarget)).WithMany()
            .HasForeignKey(nameof(Entity.TenantId), property)
            .HasPrincipalKey(nameof(Entity.TenantId), nameof(Entity.Id))
            .OnDelete(DeleteBehavior.Restrict);

    /// <summary>An index that begins with the town.</summary>
    public static IndexBuilder<T> TenantIndex<T>(this EntityTypeBuilder<T> builder, params string[] properties) where T : class =>
        builder.HasIndex([nameof(Entity.TenantId), .. properties]);

    /// <summary>A unique index that begins with the town, so that its error cannot tell of another town's rows.</summary>
    public static IndexBuilder<T> TenantUnique<T>(this EntityTypeBuilder<T> builder, params string[] properties) where T : class =>
        builder.TenantIndex(properties).IsUnique();

    /// <summary>Money: numeric(18,2).</summary>
    public static PropertyBuilder<decimal> Money(this PropertyBuilder<decimal> property) => property.HasPrecision(18, 2);

    /// <summary>Registered or billed usage and read values: numeric(18,3).</summary>
    public static PropertyBuilder<decimal> Usage(this PropertyBuilder<decimal> property) => property.HasPrecision(18, 3);

    public static PropertyBuilder<decimal?> Usage(this PropertyBuilder<decimal?> property) => property.HasPrecision(18, 3);

    /// <summary>Unit prices, multipliers and shares: numeric(18,6).</summary>
    public static PropertyBuilder<decimal> Price(this PropertyBuilder<decimal> property) => property.HasPrecision(18, 6);

    public static PropertyBuilder<decimal?> Price(this PropertyBuilder<decimal?> property) => property.HasPrecision(18, 6);

    public static PropertyBuilder<string> Json(this PropertyBuilder<string> property) => property.HasColumnType("jsonb");

    public static PropertyBuilder<string?> JsonOrNull(this PropertyBuilder<string?> property) => property.HasColumnType("jsonb");

    public static PropertyBuilder<string> LongText(this PropertyBuilder<string> property, int length = 4000) => property.HasMaxLength(length);

    public static PropertyBuilder<string?> LongTextOrNull(this PropertyBuilder<string?> property, int length = 4000) => property.HasMaxLength(length);

    public static EntityTypeBuilder<T> Check<T>(this EntityTypeBuilder<T> builder, string name, string sql) where T : class
    {
        builder.ToTable(t => t.HasCheckConstraint(name, sql));
        return builder;
    }

    private static string NameOf<T>(Expression<Func<T, object?>> property) => property.Body switch
    {
        MemberExpression member => member.Member.Name,
        UnaryExpression { Operand: MemberExpression member } => member.Member.Name,
        _ => throw new ArgumentException("Name one property.", nameof(property)),
    };
}
