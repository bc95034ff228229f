using Microsoft.EntityFrameworkCore;
using UtilityBilling.Customers;
using UtilityBilling.Domain;
using UtilityBilling.Metering;

namespace UtilityBilling.EntityFrameworkCore;

/// <summary>Every foreign key between two modules, in one place: the modules' own classes do not know each other.</summary>
internal static class CrossModuleForeignKeys
{
    public static void Apply(ModelBuilder modelBuilder)
    {
        Link<ServicePoint, Route>(modelBuilder, nameof(ServicePoint.RouteId));
        Link<ServiceAgreement, Route>(modelBuilder, nameof(ServiceAgreement.RouteId));
        Link<MeterInstallation, ServicePoint>(modelBuilder, nameof(MeterInstallation.ServicePointId));
        Link<RegisterInstallation, ServicePoint>(modelBuilder, nameof(RegisterInstallation.ServicePointId));
        Link<Read, ServicePoint>(modelBuilder, nameof(Read.ServicePointId));
        Link<ReadException, ServicePoint>(modelBuilder, nameof(ReadException.ServicePointId));
    }

    private static void Link<T, TTarget>(ModelBuilder modelBuilder, string property) where T : class where TTarget : Entity =>
        modelBuilder.Entity<T>().References<T, TTarget>(property);
}
