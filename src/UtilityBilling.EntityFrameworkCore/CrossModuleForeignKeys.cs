using Microsoft.EntityFrameworkCore;

namespace UtilityBilling.EntityFrameworkCore;

/// <summary>Every foreign key between two modules, in one place: the modules' own classes do not know each other.</summary>
internal static class CrossModuleForeignKeys
{
    public static void Apply(ModelBuilder modelBuilder)
    {
        _ = modelBuilder;
    }
}
