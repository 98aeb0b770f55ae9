package carrierstest

import (
	"context"
	"errors"
	"fmt"

	"backhaul/integrations/carriers"
	"backhaul/returns"
)

// This file has the rules about calling a booking off, and about giving up.

func calledOff(ctx context.Context, s Subject) error {
	asked := booking()
	booked, err := s.Carrier.Book(ctx, asked)
	if err != nil {
		return err
	}
	voided, err := s.Carrier.Void(ctx, asked.Key, booked)
	if err != nil {
		return err
	}
	if voided.ByHand != booked.ByHand {
		return fmt.Errorf("booked by hand: %t; called off by hand: %t", booked.ByHand, voided.ByHand)
	}
	return nothingOnOrder(s, asked.Key)
}

func calledOffTwice(ctx context.Context, s Subject) error {
	asked := booking()
	booked, err := s.Carrier.Book(ctx, asked)
	if err != nil {
		return err
	}
	for range 2 {
		if _, err := s.Carrier.Void(ctx, asked.Key, booked); err != nil {
			return err
		}
	}
	return nil
}

func neverBooked(ctx context.Context, s Subject) error {
	_, err := s.Carrier.Void(ctx, booking().Key, carriers.Booked{})
	return err
}

func bookedAfterwards(ctx context.Context, s Subject) error {
	asked := booking()
	if _, err := s.Carrier.Void(ctx, asked.Key, carriers.Booked{}); err != nil {
		return err
	}
	booked, err := s.Carrier.Book(ctx, asked)
	if s.OnOrder != nil && returns.CodeOf(err) != returns.CodeConflict {
		return fmt.Errorf("want a refusal with %s, got %+v, %s", returns.CodeConflict, booked, fmt.Sprint(err))
	}
	return nothingOnOrder(s, asked.Key)
}

func inHand(ctx context.Context, s Subject) error {
	if s.OnOrder == nil {
		return nil // the person who calls is told
	}
	asked := booking()
	booked, err := s.Carrier.Book(ctx, asked)
	if err != nil {
		return err
	}
	if err := s.HandOver(booked.TrackingNumber); err != nil {
		return err
	}
	if _, err := s.Carrier.Void(ctx, asked.Key, booked); returns.CodeOf(err) != returns.CodeConflict {
		return fmt.Errorf("want a refusal with %s, got %s", returns.CodeConflict, fmt.Sprint(err))
	}
	return onOrder(s, asked.Key, booked)
}

func gaveUp(ctx context.Context, s Subject) error {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	asked := booking()
	if booked, err := s.Carrier.Book(ctx, asked); err == nil {
		return fmt.Errorf("the caller had given up, and was answered %+v", booked)
	}
	if _, err := s.Carrier.Void(ctx, asked.Key, carriers.Booked{}); err == nil {
		return errors.New("the caller had given up, and was told that it is called off")
	}
	return nothingOnOrder(s, asked.Key)
}
