using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace UtilityBilling.EntityFrameworkCore.Setup;

/// <summary>Composes the model for <c>dotnet ef</c>, which needs no database.</summary>
public sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<UtilityBillingDbContext>
{
    public UtilityBillingDbContext CreateDbContext(string[] args) => DatabaseMigrator.CreateContext(new NpgsqlConnection());
}
