//! The enums of the Locations module. All are open: later versions of OCPI have more values.

use crate::wire_enum::open_enum;

open_enum! {
    /// What an EVSE is doing.
    ///
    /// Source: OCPI 2.2.1, Locations module, Status enum.
    Status {
        Available = "AVAILABLE",
        Blocked = "BLOCKED",
        Charging = "CHARGING",
        Inoperative = "INOPERATIVE",
        OutOfOrder = "OUTOFORDER",
        Planned = "PLANNED",
        Removed = "REMOVED",
        Reserved = "RESERVED",
        Unknown = "UNKNOWN",
    }
}

open_enum! {
    /// What an EVSE can do.
    ///
    /// Source: OCPI 2.2.1, Locations module, Capability enum.
    Capability {
        ChargingProfileCapable = "CHARGING_PROFILE_CAPABLE",
        ChargingPreferencesCapable = "CHARGING_PREFERENCES_CAPABLE",
        ChipCardSupport = "CHIP_CARD_SUPPORT",
        ContactlessCardSupport = "CONTACTLESS_CARD_SUPPORT",
        CreditCardPayable = "CREDIT_CARD_PAYABLE",
        DebitCardPayable = "DEBIT_CARD_PAYABLE",
        PedTerminal = "PED_TERMINAL",
        RemoteStartStopCapable = "REMOTE_START_STOP_CAPABLE",
        Reservable = "RESERVABLE",
        RfidReader = "RFID_READER",
        StartSessionConnectorRequired = "START_SESSION_CONNECTOR_REQUIRED",
        TokenGroupCapable = "TOKEN_GROUP_CAPABLE",
        UnlockCapable = "UNLOCK_CAPABLE",
    }
}

open_enum! {
    /// The plug.
    ///
    /// Source: OCPI 2.2.1, Locations module, ConnectorType enum.
    ConnectorType {
        Chademo = "CHADEMO",
        Chaoji = "CHAOJI",
        DomesticA = "DOMESTIC_A",
        DomesticB = "DOMESTIC_B",
        DomesticC = "DOMESTIC_C",
        DomesticD = "DOMESTIC_D",
        DomesticE = "DOMESTIC_E",
        DomesticF = "DOMESTIC_F",
        DomesticG = "DOMESTIC_G",
        DomesticH = "DOMESTIC_H",
        DomesticI = "DOMESTIC_I",
        DomesticJ = "DOMESTIC_J",
        DomesticK = "DOMESTIC_K",
        DomesticL = "DOMESTIC_L",
        DomesticM = "DOMESTIC_M",
        DomesticN = "DOMESTIC_N",
        DomesticO = "DOMESTIC_O",
        GbtAc = "GBT_AC",
        GbtDc = "GBT_DC",
        Iec60309Single16 = "IEC_60309_2_single_16",
        Iec60309Three16 = "IEC_60309_2_three_16",
        Iec60309Three32 = "IEC_60309_2_three_32",
        Iec60309Three64 = "IEC_60309_2_three_64",
        Iec62196T1 = "IEC_62196_T1",
        Iec62196T1Combo = "IEC_62196_T1_COMBO",
        Iec62196T2 = "IEC_62196_T2",
        Iec62196T2Combo = "IEC_62196_T2_COMBO",
        Iec62196T3a = "IEC_62196_T3A",
        Iec62196T3c = "IEC_62196_T3C",
        Nema520 = "NEMA_5_20",
        Nema630 = "NEMA_6_30",
        Nema650 = "NEMA_6_50",
        Nema1030 = "NEMA_10_30",
        Nema1050 = "NEMA_10_50",
        Nema1430 = "NEMA_14_30",
        Nema1450 = "NEMA_14_50",
        PantographBottomUp = "PANTOGRAPH_BOTTOM_UP",
        PantographTopDown = "PANTOGRAPH_TOP_DOWN",
        TeslaR = "TESLA_R",
        TeslaS = "TESLA_S",
    }
}

open_enum! {
    /// Whether the driver brings the cable.
    ///
    /// Source: OCPI 2.2.1, Locations module, ConnectorFormat enum.
    ConnectorFormat {
        Socket = "SOCKET",
        Cable = "CABLE",
    }
}

open_enum! {
    /// The current, and on how many phases.
    ///
    /// Source: OCPI 2.2.1, Locations module, PowerType enum.
    PowerType {
        Ac1Phase = "AC_1_PHASE",
        Ac2Phase = "AC_2_PHASE",
        Ac2PhaseSplit = "AC_2_PHASE_SPLIT",
        Ac3Phase = "AC_3_PHASE",
        Dc = "DC",
    }
}

open_enum! {
    /// What kind of place it is.
    ///
    /// Source: OCPI 2.2.1, Locations module, ParkingType enum.
    ParkingType {
        AlongMotorway = "ALONG_MOTORWAY",
        ParkingGarage = "PARKING_GARAGE",
        ParkingLot = "PARKING_LOT",
        OnDriveway = "ON_DRIVEWAY",
        OnStreet = "ON_STREET",
        UndergroundGarage = "UNDERGROUND_GARAGE",
    }
}

open_enum! {
    /// Who may park there.
    ///
    /// Source: OCPI 2.2.1, Locations module, ParkingRestriction enum.
    ParkingRestriction {
        EvOnly = "EV_ONLY",
        Plugged = "PLUGGED",
        Disabled = "DISABLED",
        Customers = "CUSTOMERS",
        Motorcycles = "MOTORCYCLES",
    }
}

open_enum! {
    /// What is nearby.
    ///
    /// Source: OCPI 2.2.1, Locations module, Facility enum.
    Facility {
        Hotel = "HOTEL",
        Restaurant = "RESTAURANT",
        Cafe = "CAFE",
        Mall = "MALL",
        Supermarket = "SUPERMARKET",
        Sport = "SPORT",
        RecreationArea = "RECREATION_AREA",
        Nature = "NATURE",
        Museum = "MUSEUM",
        BikeSharing = "BIKE_SHARING",
        BusStop = "BUS_STOP",
        TaxiStand = "TAXI_STAND",
        TramStop = "TRAM_STOP",
        MetroStation = "METRO_STATION",
        TrainStation = "TRAIN_STATION",
        Airport = "AIRPORT",
        ParkingLot = "PARKING_LOT",
        CarpoolParking = "CARPOOL_PARKING",
        FuelStation = "FUEL_STATION",
        Wifi = "WIFI",
    }
}
