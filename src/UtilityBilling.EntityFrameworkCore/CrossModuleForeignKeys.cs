using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Collections.Penalties;
using UtilityBilling.Collections.Receipts;
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
        Link<ServiceChangeBatch, Cycle>(modelBuilder, nameof(ServiceChangeBatch.CycleId));
        Link<ServiceChangeLine, Cycle>(modelBuilder, nameof(ServiceChangeLine.CycleId));
        Link<ReadFile, Cycle>(modelBuilder, nameof(ReadFile.CycleId));
        Link<WinterAverage, ServiceAgreement>(modelBuilder, nameof(WinterAverage.AgreementId));
        Link<WinterAverageRow, ServiceAgreement>(modelBuilder, nameof(WinterAverageRow.AgreementId));
        Link<WinterAverageRow, Occupancy>(modelBuilder, nameof(WinterAverageRow.OccupancyId));
        Link<WinterAverageRow, Account>(modelBuilder, nameof(WinterAverageRow.AccountId));
        Link<BillingHold, ServiceAgreement>(modelBuilder, nameof(BillingHold.AgreementId));
        Link<RunItem, ServiceAgreement>(modelBuilder, nameof(RunItem.AgreementId));
        Link<BillCalculation, Occupancy>(modelBuilder, nameof(BillCalculation.OccupancyId));
        Link<Bill, Occupancy>(modelBuilder, nameof(Bill.OccupancyId));
        Link<Bill, Account>(modelBuilder, nameof(Bill.AccountId));
        Link<Bill, Premise>(modelBuilder, nameof(Bill.PremiseId));
        Link<BillLine, ServiceAgreement>(modelBuilder, nameof(BillLine.AgreementId));
        Link<BilledRead, Read>(modelBuilder, nameof(BilledRead.ReadId));
        Link<Coverage, ServiceAgreement>(modelBuilder, nameof(Coverage.AgreementId));
        Link<RateStudyAccount, Account>(modelBuilder, nameof(RateStudyAccount.AccountId));
        Link<Statement, Account>(modelBuilder, nameof(Statement.AccountId));
        Link<StatementMessage, Account>(modelBuilder, nameof(StatementMessage.AccountId));
        Link<EmailMessage, Account>(modelBuilder, nameof(EmailMessage.AccountId));
        Link<BadAddress, Account>(modelBuilder, nameof(BadAddress.AccountId));
        Link<Charge, Account>(modelBuilder, nameof(Charge.AccountId));
        Link<Charge, Occupancy>(modelBuilder, nameof(Charge.OccupancyId));
        Link<Charge, Premise>(modelBuilder, nameof(Charge.PremiseId));
        Link<Credit, Account>(modelBuilder, nameof(Credit.AccountId));
        Link<Entry, Account>(modelBuilder, nameof(Entry.AccountId));
        Link<Adjustment, Account>(modelBuilder, nameof(Adjustment.AccountId));

        Link<Receipt, Journal>(modelBuilder, nameof(Receipt.JournalId));
        Link<ReceiptLine, Account>(modelBuilder, nameof(ReceiptLine.AccountId));
        Link<ReceiptLine, Credit>(modelBuilder, nameof(ReceiptLine.CreditId));
        Link<ReceiptVoid, Journal>(modelBuilder, nameof(ReceiptVoid.JournalId));
        Link<Deposit, Account>(modelBuilder, nameof(Deposit.AccountId));
        Link<Deposit, Journal>(modelBuilder, nameof(Deposit.JournalId));
        Link<DepositEvent, Journal>(modelBuilder, nameof(DepositEvent.JournalId));
        Link<DepositEvent, Credit>(modelBuilder, nameof(DepositEvent.CreditId));
        Link<Penalty, Bill>(modelBuilder, nameof(Penalty.BillId));
        Link<Penalty, Account>(modelBuilder, nameof(Penalty.AccountId));
        Link<Penalty, Journal>(modelBuilder, nameof(Penalty.JournalId));
    }

    private static void Link<T, TTarget>(ModelBuilder modelBuilder, string property) where T : class where TTarget : Entity =>
        modelBuilder.Entity<T>().References<T, TTarget>(property);
}
