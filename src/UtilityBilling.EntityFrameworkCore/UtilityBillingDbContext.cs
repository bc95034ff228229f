using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using UtilityBilling.Modularity;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.EntityFrameworkCore;

/// <summary>The one context of the house. Modules see it as <see cref="IUtilityBillingDbContext"/>.</summary>
public sealed class UtilityBillingDbContext(DbContextOptions<UtilityBillingDbContext> options, ICurrentTenant tenant, ModuleCatalog modules)
    : DbContext(options), IUtilityBillingDbContext
{
    public const string TenantFilter = "MultiTenant";

    /// <summary>Read by the query filter at every query. A captured value would freeze the first town into the cached model.</summary>
    public Guid CurrentTenantId => tenant.Tenant?.Id ?? Guid.Empty;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HavePrecision(18, 2);
        configurationBuilder.Properties<string>().HaveMaxLength(200);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<DateTimeOffset>().HaveColumnType("timestamptz");
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
        configurationBuilder.Conventions.Remove<CascadeDeleteConvention>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var assembly in modules.Assemblies)
            modelBuilder.ApplyConfigurationsFromAssembly(assembly);
        CrossModuleForeignKeys.Apply(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            AddEnumChecks(modelBuilder, entity);
            if (typeof(IMultiTenant).IsAssignableFrom(entity.ClrType))
                GetType().GetMethod(nameof(FilterByTenant), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                    .MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
        }
    }

    private void FilterByTenant<T>(ModelBuilder modelBuilder) where T : class, IMultiTenant =>
        modelBuilder.Entity<T>().HasQueryFilter(TenantFilter, e => e.TenantId == CurrentTenantId);

    /// <summary>Status columns are text with a CHECK that lists the words: a database enum would not be leakproof under row-level security.</summary>
    private static void AddEnumChecks(ModelBuilder modelBuilder, IMutableEntityType entity)
    {
        foreach (var property in entity.GetDeclaredProperties())
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (!type.IsEnum)
                continue;
            var column = property.GetColumnName();
            var words = string.Join(", ", Enum.GetNames(type).Select(n => $"'{n}'"));
            modelBuilder.Entity(entity.ClrType).ToTable(t => t.HasCheckConstraint($"ck_{entity.GetTableName()}_{column}", $"{column} in ({words})"));
        }
    }
}
