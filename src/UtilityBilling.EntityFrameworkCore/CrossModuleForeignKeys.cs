using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing;
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

        Link<Premise, Cycle>(modelBuilder, nameof(Premise.CycleId));
        Link<ServicePoint, Cycle>(modelBuilder, nameof(ServicePoint.CycleId));
        Link<ServiceAgreement, Cycle>(modelBuilder, nameof(ServiceAgreement.CycleId));
        Link<ReadFile, Cycle>(modelBuilder, nameof(ReadFile.CycleId));
        Link<WinterAverage, ServiceAgreement>(modelBuilder, nameof(WinterAverage.AgreementId));
        Link<BillingHold, ServiceAgreement>(modelBuilder, nameof(BillingHold.AgreementId));
        Link<RunItem, ServiceAgreement>(modelBuilder, nameof(RunItem.AgreementId));
        Link<BillCalculation, Occupancy>(modelBuilder, nameof(BillCalculation.OccupancyId));
        Link<Bill, Occupancy>(modelBuilder, nameof(Bill.OccupancyId));
        Link<Bill, Account>(modelBuilder, nameof(Bill.AccountId));
        Link<Bill, Premise>(modelBuilder, nameof(Bill.PremiseId));
        Link<BillLine, ServiceAgreement>(modelBuilder, nameof(BillLine.AgreementId));
        Link<BilledRead, Read>(modelBuilder, nameof(BilledRead.ReadId));
        Link<Coverage, ServiceAgreement>(modelBuilder, nameof(Coverage.AgreementId));
        Link<Statement, Account>(modelBuilder, nameof(Statement.AccountId));
    }

    private static void Link<T, TTarget>(ModelBuilder modelBuilder, string property) where T : class where TTarget : Entity =>
        modelBuilder.Entity<T>().References<T, TTarget>(property);
}
